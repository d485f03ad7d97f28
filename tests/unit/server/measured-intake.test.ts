import { expect, it } from 'vitest'
import { AppError } from '../../../server/errors.ts'
import { createMeasuredIntake } from '../../../server/http/measured-intake.ts'
import { createMeasurements } from '../../../server/http/measurements.ts'
import { fakeIntake } from '../../helpers/fake-parts.ts'

it('counts a refused batch by its code, and passes the refusal on', async () => {
  const bare = fakeIntake()
  const measurements = createMeasurements()
  const intake = createMeasuredIntake(bare, measurements)
  bare.submit = async () => {
    throw new AppError('store_unavailable')
  }
  const batch = { source: 'grid', format: 'ndjson' as const, body: Buffer.from('{}') }
  await expect(intake.submit(batch)).rejects.toMatchObject({ code: 'store_unavailable' })
  expect(await measurements.registry.metrics())
    .toContain('gridwall_intake_requests_total{source="grid",answer="store_unavailable"} 1')
})

it('measures every load', async () => {
  const bare = fakeIntake()
  const measurements = createMeasurements()
  createMeasuredIntake(bare, measurements)
  bare.state.lastLoadMs = 40
  bare.loaded()
  bare.state.lastLoadMs = 20
  bare.loaded()
  const text = await measurements.registry.metrics()
  expect(text).toContain('gridwall_load_seconds_count 2')
  expect(text).toContain('gridwall_load_seconds_sum 0.06')
})

it('reports the other figures when the state store cannot be read', async () => {
  const measurements = createMeasurements()
  measurements.observe({
    status: () => {
      throw new Error('LMDB is closed')
    },
    screens: () => 3,
    feeds: () => 0,
    frameAgeSeconds: () => null,
    sources: () => [],
    wallNow: Date.now,
    caseNow: Date.now,
  })
  const text = await measurements.registry.metrics()
  expect(text).toContain('gridwall_screens 3')
  expect(text).toContain('gridwall_ledger_seq Nan')
})
