/* A bonus: where there is JavaScript, the drawn map becomes one that can be moved. Its places are the drawing's own. */
(function () {
  "use strict";
  var box = document.getElementById("map"), L = window.L;
  var spots = box ? Array.from(box.querySelectorAll("a.spot")) : [];
  if (!L || !spots.length) { return; }
  var calm = matchMedia("(prefers-reduced-motion: reduce)").matches;

  function positionOf(spot) { return [Number(spot.dataset.lat), Number(spot.dataset.lon)]; }

  function addMarker(map, spot) {
    var label = spot.getAttribute("aria-label"), text = document.createElement("span");
    var drawn = spot.querySelector(".name"), name = document.createElement("span");
    text.textContent = spot.dataset.count;
    if (drawn) {
      name.className = drawn.className.baseVal;
      name.textContent = drawn.textContent;
      text.append(name);
    }
    var icon = L.divIcon({ className: "spot-icon", html: text, iconSize: [30, 30] });
    var marker = L.marker(positionOf(spot), { icon: icon, title: label }).addTo(map);
    marker.getElement().setAttribute("role", "link");
    marker.getElement().setAttribute("aria-label", label);
    marker.on("click", function () { location.href = spot.href.baseVal; });
    marker.on("keypress", function (event) {
      if (event.originalEvent.key === "Enter") { location.href = spot.href.baseVal; }
    });
  }

  function replaceDrawing(outlines) {
    var holder = document.createElement("div");
    holder.className = "leaflet-box";
    holder.setAttribute("role", "group");
    holder.setAttribute("aria-label", box.dataset.label);
    box.replaceChildren(holder);
    var map = L.map(holder, { zoomAnimation: !calm, fadeAnimation: !calm, minZoom: 2, maxZoom: 9, attributionControl: false });
    map.fitBounds(L.latLngBounds(spots.map(positionOf)).pad(0.15), { maxZoom: 6, animate: false });
    L.geoJSON(outlines, { interactive: false, className: "land", style: { weight: 0.6 } }).addTo(map);
    spots.forEach(function (spot) { addMarker(map, spot); });
  }

  fetch(box.dataset.outlines)
    .then(function (answer) { if (!answer.ok) { throw new Error(answer.status); } return answer.json(); })
    .then(replaceDrawing, function () { /* no outlines, no moving map: the drawing stays */ });
}());
