import "porte-voix";
import "porte-voix/lite";
import type { PorteVoixElement } from "porte-voix";

const survey = document.querySelector("porte-voix");
survey?.addEventListener("answered", (event) => event.detail.question.toUpperCase());
survey?.addEventListener("error", (event) => event.detail.code.toUpperCase());
survey?.addEventListener("click", (event) => event.clientX);
survey?.addEventListener("submitted", function () {
  this.reset();
});
survey?.prefill({ campaign: "autumn" });
survey?.prefill([["campaign", "autumn"]]);
survey?.prefill("campaign=autumn");
survey?.open();
survey?.close();

const made: PorteVoixElement = document.createElement("porte-voix");
made.dir = "rtl";
made.setAttribute("backend", "https://voix.example.fr");
document.body.append(made);
