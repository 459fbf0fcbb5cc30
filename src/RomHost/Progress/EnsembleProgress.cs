
namespace RomHost.Progress;

/// <summary>
/// The progress of an ensemble: finished runs, and the shares of current runs whose simulator reports them.
/// </summary>
/// <param name="runs">Number of runs.</param>
/// <param name="task">The task on the display.</param>
internal sealed class EnsembleProgress(int runs, IProgressTask task)
{
    private readonly Lock gate = new();
    private readonly double[] shares = new double[runs];
    private double sum;
    private int done;

    /// <summary>Returns the receiver of a run's progress.</summary>
    /// <param name="run">Its index.</param>
    public IProgress<double> Of(int run) => new Share(this, run);

    /// <summary>Reports that a run is finished.</summary>
    /// <param name="run">Its index.</param>
    public void Done(int run) => Report(run, 1);

    /// <summary>Reports that a run was current already.</summary>
    /// <param name="run">Its index.</param>
    public void Kept(int run)
    {
        task.Kept();
        Report(run, 1);
    }

    private void Report(int run, double share)
    {
        lock (gate)
        {
            // A simulator may report from several threads, and out of order.
            if (!(share > shares[run])) return;
            share = Math.Min(share, 1);
            sum += share - shares[run];
            shares[run] = share;
            if (share == 1) done++;
            task.Report(done == shares.Length ? done : sum);
        }
    }

    private sealed class Share(EnsembleProgress ensemble, int run) : IProgress<double>
    {
        public void Report(double value) => ensemble.Report(run, value);
    }
}
