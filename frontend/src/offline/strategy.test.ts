import { describe, expect, it } from 'vitest';
import { strategyFor } from './strategy';

const ORIGIN = 'https://cirrus.example';
const PATHS = ['/', '/assets/index.js'];

function strategy(path: string, { method = 'GET', mode = 'cors' as RequestMode } = {}): string {
  return strategyFor({ method, mode, url: new URL(path, ORIGIN).href }, ORIGIN, PATHS);
}

describe('without a network', () => {
  it('the page comes from the cache, whatever view it shows', () => {
    expect(strategy('/', { mode: 'navigate' })).toBe('page');
    expect(strategy('/?x=1#inside', { mode: 'navigate' })).toBe('page');
  });

  it('the interface and the source stay ordinary pages', () => {
    expect(strategy('/interface.html', { mode: 'navigate' })).toBe('network');
  });

  it('assets and the model’s card are available', () => {
    expect(strategy('/assets/index.js')).toBe('asset');
    expect(strategy('/model')).toBe('card');
  });

  it('nothing that belongs to a user is kept', () => {
    expect(strategy('/predictions?limit=24')).toBe('network');
    expect(strategy('/predict', { method: 'POST' })).toBe('network');
    expect(strategy('/model', { method: 'POST' })).toBe('network');
    expect(strategy('https://other.example/assets/index.js')).toBe('network');
  });
});
