package org.concordat.returns.rates;

/** Lower and upper limit of a figure, at 95% unless the maker says otherwise. */
public record Interval(double lower, double upper) {

  /** Both limits times a factor that is not negative. */
  Interval times(double factor) {
    return new Interval(lower * factor, upper * factor);
  }
}
