import MDXComponents from '@theme-original/MDXComponents';
import type { ComponentProps } from 'react';
import { Checklist } from '../components/lesson/Checklist.tsx';
import {
  Exchange,
  ExchangeRequest,
  ExchangeResponse,
} from '../components/lesson/Exchange.tsx';
import { KitFile } from '../components/lesson/KitFile.tsx';
import { Ladder } from '../components/lesson/Ladder.tsx';
import { RunPart } from '../components/lesson/RunLink.tsx';
import { QuizPart } from '../components/lesson/Quiz.tsx';
import { TokenReader } from '../components/token/index.tsx';
import { VerifiedLine } from '../components/lesson/VerifiedLine.tsx';

export default {
  ...MDXComponents,
  /** Folded answers stay the browser's own: they open without JavaScript. */
  details: (props: ComponentProps<'details'>) => <details {...props} />,
  // What kit/markdown.ts makes of a lesson's parts.
  'kit-checklist': Checklist,
  'kit-exchange': Exchange,
  'kit-exchange-request': ExchangeRequest,
  'kit-exchange-response': ExchangeResponse,
  'kit-file': KitFile,
  'kit-ladder': Ladder,
  'kit-quiz': QuizPart,
  'kit-run': RunPart,
  'kit-token-reader': TokenReader,
  'kit-verified': VerifiedLine,
};
