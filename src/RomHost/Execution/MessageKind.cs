namespace RomHost.Execution;

/// <summary>The kind of a message between the host and a model's process; a request has one answer.</summary>
internal enum MessageKind : byte
{
    /// <summary>Request: read the configuration (text) and load the plugins.</summary>
    Open = 1,

    /// <summary>Answer: the experiment is read and the plugins are loaded.</summary>
    Opened,

    /// <summary>Request: make the trainer.</summary>
    Prepare,

    /// <summary>Answer: the trainer's longest window (number).</summary>
    Prepared,

    /// <summary>
    /// Request: the memory that a training needs, and what makes it impossible (runs, frames, latent dimension).
    /// </summary>
    AskMemory,

    /// <summary>
    /// Answer: the need, if the trainer states one (flag; purpose, bytes, longest array, cure, option), and the
    /// refusal, if there is one (flag; text, option).
    /// </summary>
    Memory,

    /// <summary>Request: train, and save into a folder (text).</summary>
    Train,

    /// <summary>During a request: progress of the training (completed, total, text).</summary>
    Progress,

    /// <summary>Answer: what the training came to (facts as text, seconds).</summary>
    Trained,

    /// <summary>
    /// Request: train without some of the runs, and keep the model in memory (the fold that is held out; the number of
    /// folds and, for each, that of its runs and each of them); answered as a loading.
    /// </summary>
    Fit,

    /// <summary>Request: load the model, for data of a dimension (number; negative where unknown).</summary>
    Load,

    /// <summary>Answer: the description of the model (text).</summary>
    Loaded,

    /// <summary>Request: forecast (steps, window).</summary>
    Forecast,

    /// <summary>Request: forecast an ensemble (steps, members, seed, window); answered by the states.</summary>
    ForecastEnsemble,

    /// <summary>Answer: the states.</summary>
    States,

    /// <summary>
    /// Answer: the plugin threw (its description, its stack, whether it refuses its options, whether its training
    /// diverged).
    /// </summary>
    Failed,
}
