import stringWidth from "string-width";

/**
 * Lays rows out in columns as wide as their widest cell, two spaces apart, one space before the first. Cells may be
 * coloured and hold wide characters.
 */
export function renderTable(rows: readonly (readonly string[])[]): string[] {
    const widths: number[] = [];
    for (const row of rows) {
        row.forEach((cell, column) => {
            widths[column] = Math.max(widths[column] ?? 0, stringWidth(cell));
        });
    }
    return rows.map((row) => ` ${row.map((cell, column) => pad(cell, widths[column] ?? 0)).join("  ")}`.trimEnd());
}

function pad(cell: string, width: number): string {
    return cell + " ".repeat(width - stringWidth(cell));
}
