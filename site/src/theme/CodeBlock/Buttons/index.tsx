import Buttons from '@theme-original/CodeBlock/Buttons';
import type { Props } from '@theme/CodeBlock/Buttons';
import { useRef } from 'react';
import { useIsNear } from '../../../components/use-is-near.ts';

/** The buttons of a block of code, made when it comes near the window: a lesson has dozens of blocks. */
export default function LazyButtons(props: Props) {
  const ref = useRef<HTMLSpanElement>(null);
  return useIsNear(ref) ? <Buttons {...props} /> : <span ref={ref} />;
}
