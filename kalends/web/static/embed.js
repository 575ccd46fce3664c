/* Writes the next events of a view before this script's own tag:
   <script async src="https://SITE/embed.js" data-query="city=Malmö&amp;language=sv"></script> */
(function () {
  "use strict";
  var script = document.currentScript;
  var base = script.src.replace(/\/embed\.js.*$/, "");
  var list = document.createElement("ul");
  list.className = "kalends";
  script.parentNode.insertBefore(list, script);
  fetch(base + "/events.json?" + (script.dataset.query || ""))
    .then(function (answer) {
      if (!answer.ok) throw new Error(answer.status);
      return answer.json();
    })
    .then(function (feed) {
      feed.items.slice(0, Number(script.dataset.most) || 10).forEach(function (item) {
        var line = document.createElement("li");
        var link = document.createElement("a");
        link.href = base + "/events/" + item.url.split("/").pop();
        link.textContent = item.title;
        if (item.language) link.lang = item.language;
        line.appendChild(link);
        line.appendChild(document.createTextNode(" " + item.content_text.split("\n")[0]));
        list.appendChild(line);
      });
    })
    .catch(function () {
      list.textContent = "";
    });
})();
