namespace Misbehaving;

/// <summary>A way in which a model fails.</summary>
public enum Fault
{
    /// <summary>Its training diverges.</summary>
    Diverges,

    /// <summary>Its training throws.</summary>
    Throws,

    /// <summary>Its forecasts overflow.</summary>
    Overflows,

    /// <summary>Its forecasts throw.</summary>
    ForecastThrows,

    /// <summary>Its training needs more memory than any machine has, unless there is but one mode.</summary>
    Devours,

    /// <summary>Its trainer's constructor throws.</summary>
    CannotBeMade,

    /// <summary>It forecasts well, but a process that did not train it can load it only once.</summary>
    LoadsOnce,

    /// <summary>It forecasts well, but trains only in the first process that tries, where its plugin lies.</summary>
    TrainsOnce,

    /// <summary>It forecasts well, and holds 200 MiB for nothing.</summary>
    Hoards,

    /// <summary>Its training reaches beyond an array.</summary>
    ReachesOutside,

    /// <summary>Its training gives no model.</summary>
    TrainsNothing,

    /// <summary>Its loading gives no model.</summary>
    LoadsNothing,

    /// <summary>Its complexity is null.</summary>
    NullComplexity,

    /// <summary>A formula of its complexity is null.</summary>
    NullFormula,

    /// <summary>The sizes of its complexity are null.</summary>
    NullSizes,

    /// <summary>Its diagnostics are null.</summary>
    NullDiagnostics,

    /// <summary>Its diagnostics throw.</summary>
    DiagnosticsThrow,

    /// <summary>Its latent dimension is not that of the data.</summary>
    WrongDimension,

    /// <summary>Its window has no frame.</summary>
    NoLag,

    /// <summary>Its window is longer than its trainer said.</summary>
    LongLag,

    /// <summary>Its trainer's longest window has no frame.</summary>
    NoMaxLag,

    /// <summary>Its number of parameters is negative.</summary>
    NegativeParameters,

    /// <summary>It saves a file under a name that the host uses.</summary>
    SavesResults,

    /// <summary>Its complexity can be read only while it is trained and loaded.</summary>
    ComplexityRunsOut,

    /// <summary>Its training throws an exception whose message throws.</summary>
    MessageThrows,

    /// <summary>It saves nothing.</summary>
    SavesNothing,

    /// <summary>It loads with a longer window than its trainer allows.</summary>
    LoadsLongLag,

    /// <summary>It loads with another dimension than it was trained with.</summary>
    LoadsOtherDimension,

    /// <summary>Its loading deletes the folder.</summary>
    LoadDeletes,

    /// <summary>Its loading deletes the folder, once the host has tried it.</summary>
    LoadDeletesLater,

    /// <summary>It forecasts well, and can be loaded only once after its training.</summary>
    LoadsAfterTrainingOnly,

    /// <summary>Its training writes into the training data.</summary>
    WritesData,

    /// <summary>Its forecasts are right, and write into the window then.</summary>
    WritesWindow,

    /// <summary>Its window grows each time that it is asked for.</summary>
    GrowingLag,

    /// <summary>Its training ends the process with exit code 0.</summary>
    Exits,

    /// <summary>Its training runs out of stack.</summary>
    OverflowsStack,

    /// <summary>Its training writes where no memory is.</summary>
    WritesAnywhere,

    /// <summary>Its training never ends, and does not look at its token.</summary>
    Loops,

    /// <summary>Its loading ends the process, once the host has tried it.</summary>
    LoadExits,

    /// <summary>Its loading never ends, once the host has tried it.</summary>
    LoadLoops,

    /// <summary>Its forecasts end the process.</summary>
    ForecastExits,

    /// <summary>Its forecasts never end.</summary>
    ForecastLoops,

    /// <summary>It forecasts well, and prints all the time.</summary>
    Prints,

    /// <summary>Its forecasts run out of memory.</summary>
    ForecastOutOfMemory,

    /// <summary>Its saving puts a link to its plugin's folder in the place of the model's.</summary>
    SavesLink,

    /// <summary>Its saving puts a file in the place of the model's folder.</summary>
    SavesFile,

    /// <summary>Its saving makes a pipe.</summary>
    SavesPipe,

    /// <summary>
    /// Its loading puts a link to its plugin's folder in the place of the model's, once the host has tried it.
    /// </summary>
    LoadLinks,

    /// <summary>Its trainer's constructor runs out of stack.</summary>
    ConstructorOverflows,

    /// <summary>Its trainer's constructor never ends.</summary>
    ConstructorLoops,

    /// <summary>Its trainer ends the process when it is asked for its longest window.</summary>
    MaxLagExits,

    /// <summary>Its trainer ends the process when it is asked for its memory.</summary>
    MemoryExits,

    /// <summary>Its trainer's constructor writes the number of its process where the plugin lies.</summary>
    NamesProcess,

    /// <summary>Its trainer's constructor refuses its options.</summary>
    RefusesOptions,

    /// <summary>Its training throws an exception with a message of 100 million characters.</summary>
    LongMessage,

    /// <summary>Its diagnostics have names of millions of characters.</summary>
    LongDiagnostics,

    /// <summary>It forecasts well, and saves a file with a backslash in its name.</summary>
    SavesBackslash,

    /// <summary>It forecasts well, and its training leaves a process with the streams that it was given.</summary>
    LeavesProcess,

    /// <summary>Its training leaves a process with the streams that it was given, and ends its own.</summary>
    LeavesProcessAndExits,

    /// <summary>It forecasts well, and prints 100 million characters.</summary>
    PrintsVeryMuch,

    /// <summary>It forecasts well, but ends the processes that time models against each other.</summary>
    TimingExits,
}
