namespace RomHost.Progress;

/// <summary>Shows how far an experiment is.</summary>
internal interface IProgressDisplay
{
    /// <summary>Begins a piece of work with a known extent; dispose the result when it ends.</summary>
    /// <param name="title">What is being done.</param>
    /// <param name="total">How many units it has.</param>
    /// <param name="unit">What they are, in the singular: run, say; empty where they are no things.</param>
    IProgressTask Begin(string title, double total, string unit);

    /// <summary>Says something that stays on the screen.</summary>
    /// <param name="message">One line.</param>
    void Say(string message);

    /// <summary>Warns of something that stays on the screen, also when nothing else is shown.</summary>
    /// <param name="message">One line.</param>
    void Warn(string message);

    /// <summary>Leaves the screen as it was found, because the process ends at once.</summary>
    void Leave()
    {
    }
}
