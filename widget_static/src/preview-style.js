/** What the preview looks like, whatever the page around it. */

export const TEXT = `:host{all:initial!important;position:fixed!important;z-index:9999999999!important;
inset:auto auto 12px 12px!important;max-width:94%!important;color-scheme:light dark!important}
section{max-height:70vh;overflow:auto;padding:12px;border:2px solid;font:14px/1.5 system-ui;overflow-wrap:anywhere;
color:CanvasText;background:Canvas}
ul{padding:0;list-style:none}
summary,.no{font-weight:700}
button{font:inherit}`;
