/**
 * Where one points with a mouse, a number is text: the browser's question about which program to call with would stop
 * the way out from being pressed. Where one touches, it is a link. (Until the script has run, and without script, the
 * style keeps the mouse off the links, and `tabindex` the keyboard.)
 */
export const makeNumbers = (): void => {
  // Asked this way round: some phones claim to hover, and no phone may lose its links.
  const mouse = matchMedia('(hover: hover) and (pointer: fine)').matches
  for (const number of document.querySelectorAll('a[href^="tel:"]')) {
    number.removeAttribute('tabindex')
    if (mouse) number.removeAttribute('href')
  }
}
