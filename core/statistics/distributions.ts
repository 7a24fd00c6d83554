import { clampProbability } from './outcome'
import { incompleteBeta, logChoose, solveRising, upperGamma } from './special-functions'

/** P(Z ≤ z) of the standard normal distribution, with full precision in the lower tail. */
export function normalCdf(z: number): number {
  const tail = upperGamma(0.5, (z * z) / 2) / 2
  return z < 0 ? tail : 1 - tail
}

/** P(|Z| ≥ |z|). */
export function normalTwoSided(z: number): number {
  return clampProbability(upperGamma(0.5, (z * z) / 2))
}

const a = [
  -39.696_830_286_653_76, 220.946_098_424_520_5, -275.928_510_446_968_7, 138.357_751_867_269,
  -30.664_798_066_147_16, 2.506_628_277_459_239,
]
const b = [
  -54.476_098_798_224_06, 161.585_836_858_040_9, -155.698_979_859_886_6, 66.801_311_887_719_72,
  -13.280_681_552_885_72, 1,
]
const c = [
  -0.007_784_894_002_430_293, -0.322_396_458_041_136_5, -2.400_758_277_161_838,
  -2.549_732_539_343_734, 4.374_664_141_464_968, 2.938_163_982_698_783,
]
const d = [
  0.007_784_695_709_041_462, 0.322_467_129_070_039_8, 2.445_134_137_142_996, 3.754_408_661_907_416,
  1,
]
const horner = (coefficients: readonly number[], x: number): number =>
  coefficients.reduce((sum, coefficient) => sum * x + coefficient, 0)

/**
 * z with P(Z ≤ z) = p: Acklam's rational approximation (2003, relative error 1.15e-9), then one step
 * of Halley's method. Minus and plus infinity at 0 and 1.
 */
export function normalQuantile(p: number): number {
  if (p <= 0) return Number.NEGATIVE_INFINITY
  if (p >= 1) return Number.POSITIVE_INFINITY
  if (p > 0.5) return -normalQuantile(1 - p)
  const q = p - 0.5
  const start =
    p < 0.024_25
      ? horner(c, Math.sqrt(-2 * Math.log(p))) / horner(d, Math.sqrt(-2 * Math.log(p)))
      : (horner(a, q * q) * q) / horner(b, q * q)
  const miss = (normalCdf(start) - p) * Math.sqrt(2 * Math.PI) * Math.exp((start * start) / 2)
  return start - miss / (1 + (start * miss) / 2)
}

/** P(T ≤ t) of Student's t with `freedom` degrees (Abramowitz & Stegun 26.7.1 by the beta function). */
export function studentCdf(t: number, freedom: number): number {
  const tail = studentTwoSided(t, freedom) / 2
  return t < 0 ? tail : 1 - tail
}

/** P(|T| ≥ |t|). */
export function studentTwoSided(t: number, freedom: number): number {
  if (!Number.isFinite(t)) return 0
  return clampProbability(incompleteBeta(freedom / (freedom + t * t), freedom / 2, 0.5))
}

/** t with P(T ≤ t) = p. */
export function studentQuantile(p: number, freedom: number): number {
  if (p === 0.5) return 0
  if (p < 0.5) return -studentQuantile(1 - p, freedom)
  const x = betaQuantile(2 * (1 - p), freedom / 2, 0.5)
  return Math.sqrt((freedom * (1 - x)) / x)
}

/** P(X ≤ x) of the beta distribution. */
export function betaCdf(x: number, alpha: number, beta: number): number {
  return incompleteBeta(x, alpha, beta)
}

/** x with P(X ≤ x) = p. */
export function betaQuantile(p: number, alpha: number, beta: number): number {
  if (p <= 0) return 0
  if (p >= 1) return 1
  return solveRising((x) => incompleteBeta(x, alpha, beta), p, 0, 1)
}

/** P(X = k) of n trials. */
export function binomialMass(k: number, n: number, probability: number): number {
  if (k < 0 || k > n) return 0
  if (probability === 0) return k === 0 ? 1 : 0
  if (probability === 1) return k === n ? 1 : 0
  return Math.exp(logChoose(n, k) + k * Math.log(probability) + (n - k) * Math.log1p(-probability))
}

/** P(X ≤ k) of n trials (Abramowitz & Stegun 26.5.24). */
export function binomialCdf(k: number, n: number, probability: number): number {
  if (k < 0) return 0
  if (k >= n) return 1
  return incompleteBeta(1 - probability, n - k, k + 1)
}

/** P(X ≤ x) of chi-square. */
export function chiSquareCdf(x: number, freedom: number): number {
  return 1 - chiSquareUpper(x, freedom)
}

/** P(X ≥ x) of chi-square. */
export function chiSquareUpper(x: number, freedom: number): number {
  return x <= 0 ? 1 : clampProbability(upperGamma(freedom / 2, x / 2))
}

/** x with P(X ≤ x) = p. */
export function chiSquareQuantile(p: number, freedom: number): number {
  if (p <= 0) return 0
  if (p >= 1) return Number.POSITIVE_INFINITY
  let high = freedom + 10
  while (chiSquareCdf(high, freedom) < p) high *= 2
  return solveRising((x) => chiSquareCdf(x, freedom), p, 0, high)
}
