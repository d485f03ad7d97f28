/**
 * Durations are counted in logarithmic buckets, because a signed count can be taken back when a
 * case is corrected and a quantile state cannot. Bucket 0 holds everything below a second;
 * bucket k > 0 holds [g^(k-1), g^k) seconds with g = 1.02, so a quantile read from the middle of
 * a bucket is off by at most 1 %.
 */
export const BUCKET_GROWTH = 1.02
const LOG_GROWTH = Math.log(BUCKET_GROWTH)

export function durationBucket(seconds: number): number {
  if (seconds < 1)
    return 0
  return Math.floor(Math.log(seconds) / LOG_GROWTH) + 1
}

/** Geometric middle of a bucket, seconds. */
export function bucketMiddleSeconds(bucket: number): number {
  return bucket === 0 ? 0 : BUCKET_GROWTH ** (bucket - 0.5)
}
