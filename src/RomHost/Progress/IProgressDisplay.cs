namespace RomHost.Progress;

/// <summary>Shows the progress of an experiment.</summary>
internal interface IProgressDisplay
{
    /// <summary>Begins a piece of work with a known extent; dispose the result when it ends.</summary>
    /// <param name="title">The description of the work.</param>
    /// <param name="total">The number of units.</param>
    /// <param name="unit">The unit, in the singular, such as run; empty for units that are not things.</param>
    IProgressTask Begin(string title, double total, string unit);

    /// <summary>
    /// Begins a piece of work in which something is timed: it is shown on a screen only, and drawn where progress is
    /// reported and at no other time, so that drawing disturbs no measurement. Dispose the result when it ends.
    /// </summary>
    /// <param name="title">The description of the work.</param>
    /// <param name="total">The number of units.</param>
    /// <param name="unit">The unit, in the singular.</param>
    IProgressTask BeginTimed(string title, double total, string unit) => new SilentProgressTask();

    /// <summary>Begins a stage of a run, of which the work that follows is a part.</summary>
    /// <param name="stage">Its number, from 1.</param>
    /// <param name="stages">The number of stages.</param>
    void Enter(int stage, int stages)
    {
    }

    /// <summary>Shows a permanent message.</summary>
    /// <param name="message">One line.</param>
    void Say(string message);

    /// <summary>Shows a permanent warning, also in quiet mode.</summary>
    /// <param name="message">One line.</param>
    void Warn(string message);

    /// <summary>Restores the screen, because the process ends at once.</summary>
    void Leave()
    {
    }
}
