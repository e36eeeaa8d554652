export class Logger { capture(x: string) {} }
