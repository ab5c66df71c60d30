export { preview } from "./preview.js";
export { PreviewError, type PreviewErrorCode } from "./preview-error.js";
export type * from "./result.js";
export { Archive, Asset, type PropertyValue, ResourceReference, Secret, Unknown } from "./values/property-value.js";
