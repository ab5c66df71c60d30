import picocolors from "picocolors";

type Paint = (text: string) => string;

/** The colours of `pulumi preview`, by meaning. */
export interface Palette {
    readonly headline: Paint;
    readonly column: Paint;
    readonly create: Paint;
    readonly read: Paint;
    readonly info: Paint;
    readonly error: Paint;
    readonly warning: Paint;
    readonly resource: Paint;
    readonly dim: Paint;
}

/** Builds the palette; without colour every entry returns its text unchanged. */
export function palette(color: boolean): Palette {
    const paint = picocolors.createColors(color);
    return {
        headline: (text) => paint.bold(paint.magentaBright(text)),
        column: (text) => paint.underline(paint.blueBright(text)),
        create: paint.green,
        read: paint.cyanBright,
        info: paint.magenta,
        error: paint.red,
        warning: paint.yellow,
        resource: paint.blueBright,
        dim: paint.dim,
    };
}

/** Tells whether a stream wants colour: a terminal, unless NO_COLOR or TERM=dumb says otherwise. */
export function wantsColor(
    stream: { readonly isTTY?: boolean | undefined },
    env: Readonly<Record<string, string | undefined>>,
): boolean {
    if (env.NO_COLOR) return false;
    return stream.isTTY === true && env.TERM !== "dumb";
}
