namespace Planted;

/// <summary>
/// A piece of work of known length: steps of a logistic map, each of which depends on the one before.
/// </summary>
/// <param name="repeats">Its length, in hundreds of steps.</param>
internal sealed class LogisticMap(int repeats)
{
    private double state = 0.3;

    /// <summary>Does the work.</summary>
    public void Run()
    {
        double x = state;
        for (int i = 0; i < 100 * repeats; i++) x = 3.7 * x * (1 - x);
        state = x;
    }
}
