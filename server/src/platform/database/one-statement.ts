/** A connection takes several statements in one text, for what a transaction begins together. From anywhere else that is a trick. */
export function refuseSeveral(sql: string): void {
  if (sql.includes(';')) throw new Error(`one statement at a time: ${sql.slice(0, 200)}`);
}
