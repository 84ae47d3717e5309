// Filters by severity and kind. Without a script the page shows everything and no filters.
(function () {
  "use strict";
  var form = document.querySelector(".filters");
  if (!form) return;
  form.hidden = false;
  function chosen(name) {
    var values = new Set();
    form.querySelectorAll('input[name="' + name + '"]').forEach(function (box) {
      if (box.checked) values.add(box.value);
    });
    return values;
  }
  function apply() {
    var severities = chosen("severity"), kinds = chosen("kind"), shown = new Set(), count = 0;
    document.querySelectorAll("li.finding[data-key]").forEach(function (item) {
      var on = severities.has(item.dataset.severity) && kinds.has(item.dataset.kind);
      item.hidden = !on;
      if (on) { shown.add(item.dataset.key); count += 1; }
    });
    document.querySelectorAll("[data-for]").forEach(function (mark) {
      var on = mark.dataset.for.split(" ").some(function (key) { return shown.has(key); });
      if (mark.tagName === "MARK") mark.classList.toggle("off", !on);
      else mark.hidden = !on;
    });
    form.querySelector("output").textContent = "显示 " + count + " 处";
  }
  form.addEventListener("change", apply);
  form.addEventListener("reset", function () { setTimeout(apply, 0); });
  apply();
})();
