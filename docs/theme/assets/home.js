// The search field of the home page opens the site's search, which the theme keeps in its header.

const toggle = document.getElementById("__search");
const query = document.querySelector("[data-md-component=search-query]");

for (const button of document.querySelectorAll("[data-open-search]")) {
  button.addEventListener("click", () => {
    if (!toggle.checked) toggle.click();
    query.focus();
  });
}
