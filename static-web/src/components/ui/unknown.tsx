/** A number nobody knows is never shown as zero. */
export function Unknown() {
  return (
    <>
      <span aria-hidden="true">—</span>
      <span className="sr-only">unknown</span>
    </>
  );
}
