/** A module in AssemblyScript, compiled by build/assemblyScript.ts. */
declare module '*?wasm' {
  const binary: Uint8Array<ArrayBuffer>;
  export default binary;
}
