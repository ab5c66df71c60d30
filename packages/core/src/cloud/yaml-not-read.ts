/** Thrown inside the YAML reader only: what is not read here is nothing for its caller. */
export class YamlNotRead extends Error {}
