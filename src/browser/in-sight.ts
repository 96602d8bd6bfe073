/**
 * Keeps the way out in sight where a phone shows only a part of the page: under an on-screen keyboard (on phones that do
 * not make the page smaller for it) and when somebody has zoomed in with two fingers (requirements 3 and 4). As wide as
 * the page, it needs to follow up and down alone.
 */
export const keepInSight = (): void => {
  const seen = window.visualViewport
  const follow = (): void => {
    const exit = document.getElementById('exit')
    if (exit !== null) exit.style.top = `${seen?.offsetTop ?? 0}px`
  }
  seen?.addEventListener('resize', follow)
  seen?.addEventListener('scroll', follow)
}
