/** An id without the zone or region that the provider writes before it: `fr-par-1/11111111-...`. */
export function withoutLocality(id: string): string {
    return id.slice(id.lastIndexOf("/") + 1);
}
