/* A bonus: where there is JavaScript, the drawn map becomes one that can be moved. Its places are those of the drawing. */
(function () {
  "use strict";
  var box = document.getElementById("map");
  if (!box || !window.L) { return; }
  var spots = Array.from(box.querySelectorAll("a.spot"));
  if (!spots.length) { return; }
  var L = window.L, calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  var holder = document.createElement("div");
  holder.className = "leaflet-box";
  holder.setAttribute("role", "group");
  holder.setAttribute("aria-label", box.dataset.label);
  fetch(box.dataset.outlines).then(function (answer) { return answer.json(); }).then(function (outlines) {
    box.replaceChildren(holder);
    var map = L.map(holder, { zoomAnimation: !calm, fadeAnimation: !calm, minZoom: 2, maxZoom: 9, attributionControl: false });
    L.geoJSON(outlines, { interactive: false, className: "land", style: { weight: 0.6 } }).addTo(map);
    var positions = spots.map(function (spot) {
      var position = [Number(spot.dataset.lat), Number(spot.dataset.lon)], label = spot.getAttribute("aria-label");
      var text = document.createElement("span");
      text.textContent = spot.dataset.count;
      var marker = L.marker(position, { icon: L.divIcon({ className: "spot-icon", html: text, iconSize: [30, 30] }), title: label });
      marker.on("click keypress", function (event) {
        if (!event.originalEvent || event.type === "click" || event.originalEvent.key === "Enter") { location.href = spot.href.baseVal; }
      });
      marker.addTo(map);
      marker.getElement().setAttribute("role", "link");
      marker.getElement().setAttribute("aria-label", label);
      return position;
    });
    map.fitBounds(L.latLngBounds(positions).pad(0.15), { maxZoom: 6, animate: false });
  }).catch(function () { /* the drawing stays */ });
}());
