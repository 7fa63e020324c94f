/** hosted */
export {};
