/** Apple's keyboards have their shortcuts on another key. */
export const isApple: boolean = /mac|iphone|ipad/i.test(globalThis.navigator?.platform ?? '')
