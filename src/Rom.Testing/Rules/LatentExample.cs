using Rom.Abstractions;

namespace Rom.Testing.Rules;

/// <summary>Latent trajectories that any model can fit: damped oscillations with a little noise.</summary>
internal static class LatentExample
{
    /// <summary>Latent dimension r.</summary>
    public const int Dimension = 3;

    private static readonly LatentChannel[] Modes = [new(LatentChannel.Pod, 0, Dimension)];

    private static readonly LatentChannel[] WithRate =
        [new(LatentChannel.Pod, 0, 1), new(LatentChannel.ShiftRate, 1, 2)];

    /// <summary>
    /// Creates a dataset of runs that are long enough for a window, with the rate of the shift for a trainer that
    /// refuses modes alone.
    /// </summary>
    /// <param name="trainer">The trainer.</param>
    /// <param name="runs">Number of runs.</param>
    public static LatentDataset For(IRomModelTrainer trainer, int runs = 4) =>
        Of(trainer.MaxLag, trainer.RefusalOf([LatentChannel.Pod]) is null ? Modes : WithRate, runs);

    /// <summary>Creates a dataset whose states are modes alone.</summary>
    /// <param name="lag">The longest window.</param>
    public static LatentDataset OfModes(int lag) => Of(lag, Modes, runs: 4);

    /// <summary>Creates a window for a model.</summary>
    /// <param name="model">The model.</param>
    public static double[] Window(IRomModel model) => Run(1000, model.Lag)[..(model.Lag * model.LatentDimension)];

    private static LatentDataset Of(int lag, LatentChannel[] channels, int runs) => new(
        Dimension, timeStep: 0.1, Enumerable.Range(0, runs).Select(run => Run(run, 2 * lag + 60)), channels);

    private static double[] Run(int number, int frames)
    {
        var random = new Random(number);
        double phase = random.NextDouble() * Math.Tau;
        var states = new double[frames * Dimension];
        for (int i = 0; i < states.Length; i++)
        {
            var (frame, mode) = (i / Dimension, i % Dimension);
            double signal = Math.Exp(-0.01 * frame) * Math.Cos(0.2 * (mode + 1) * frame + phase) / (mode + 1);
            states[i] = signal + 0.01 * (random.NextDouble() - 0.5);
        }
        return states;
    }
}
