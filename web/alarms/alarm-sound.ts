import type { AlarmSound } from '../../contract/alarm-rules.ts'

/** One tone: when it begins and how long it is heard, seconds, and its pitch, hertz. */
interface Tone { at: number, length: number, pitch: number }

/** Made of tones, so that no file has to be fetched: two soft notes, three strikes, a slow wail. */
const SOUNDS: Record<AlarmSound, { shape: OscillatorType, gain: number, tones: Tone[] }> = {
  chime: {
    shape: 'sine',
    gain: 0.25,
    tones: [{ at: 0, length: 0.9, pitch: 880 }, { at: 0.28, length: 1.2, pitch: 659.26 }],
  },
  bell: {
    shape: 'triangle',
    gain: 0.3,
    tones: [0, 0.7, 1.4].flatMap(at => [
      { at, length: 1.3, pitch: 784 },
      { at, length: 0.8, pitch: 1568 },
    ]),
  },
  siren: {
    shape: 'triangle',
    gain: 0.3,
    tones: [0, 1, 2, 3].flatMap(at => [
      { at, length: 0.5, pitch: 740 },
      { at: at + 0.5, length: 0.5, pitch: 587.33 },
    ]),
  },
}
const ATTACK_S = 0.015
const SILENCE = 0.0001

export interface AlarmPlayer {
  /** Answers false where the browser lets nothing sound before somebody touched the page. */
  play: (sound: AlarmSound) => Promise<boolean>
  close: () => Promise<void>
}

/** The audio hardware is opened with the first sound, not before. */
export function createAlarmPlayer(
  open: () => AudioContext = () => new AudioContext(),
): AlarmPlayer {
  let context: AudioContext | null = null
  return {
    async play(sound) {
      context ??= open()
      // A refusal does not reject in every browser: it waits for a touch that may never come.
      if (context.state !== 'running')
        await Promise.race([context.resume().catch(() => undefined), pause(300)])
      if (context.state !== 'running')
        return false
      const { shape, gain, tones } = SOUNDS[sound]
      const begin = context.currentTime + 0.02
      for (const tone of tones)
        schedule(context, shape, gain, { ...tone, at: begin + tone.at })
      return true
    },
    close: async () => {
      await context?.close()
      context = null
    },
  }
}

/** Nodes that have stopped are let go of by the browser. */
function schedule(context: AudioContext, shape: OscillatorType, gain: number, tone: Tone): void {
  const { at, length, pitch } = tone
  const oscillator = new OscillatorNode(context, { type: shape, frequency: pitch })
  const volume = new GainNode(context, { gain: SILENCE })
  volume.gain.setValueAtTime(SILENCE, at)
  volume.gain.exponentialRampToValueAtTime(gain, at + ATTACK_S)
  volume.gain.exponentialRampToValueAtTime(SILENCE, at + length)
  oscillator.connect(volume).connect(context.destination)
  oscillator.start(at)
  oscillator.stop(at + length)
}

async function pause(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms))
}
