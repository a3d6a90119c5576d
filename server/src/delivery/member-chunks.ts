/** People are planned and claimed in ranges of so many member ids. */
export const CHUNK_SIZE = 10_000;
