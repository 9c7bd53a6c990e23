import { useNavbarMobileSidebar } from '@docusaurus/theme-common/internal';
import Sidebar from '@theme-original/Navbar/MobileSidebar';
import { useState } from 'react';

/** The menu of a narrow window, made when it is first opened: most readers open none. */
export default function MobileSidebar() {
  const { shown } = useNavbarMobileSidebar();
  const [wasShown, setWasShown] = useState(false);
  if (shown && !wasShown) setWasShown(true);

  return wasShown && <Sidebar />;
}
