export class Tracker { track(e: string) { fetch(e) } }
