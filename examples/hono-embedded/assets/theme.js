// Before anything is drawn, so that no page flashes in the other theme. Without it the system decides.
const root = document.documentElement

function themeOf(text) {
  return text === 'light' || text === 'dark' ? text : 'auto'
}

root.dataset.theme = themeOf(localStorage.getItem('theme'))

document.addEventListener('DOMContentLoaded', () => {
  for (const radio of document.querySelectorAll('.themes input')) {
    radio.checked = radio.value === root.dataset.theme
    radio.addEventListener('change', () => {
      root.dataset.theme = radio.value
      localStorage.setItem('theme', radio.value)
    })
  }
  const menu = document.querySelector('details.who')
  document.addEventListener('click', (event) => {
    if (!menu?.contains(event.target)) menu?.removeAttribute('open')
  })
  menu?.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return
    menu.removeAttribute('open')
    menu.querySelector('summary').focus()
  })
})
