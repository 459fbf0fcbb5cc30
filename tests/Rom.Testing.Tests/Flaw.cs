namespace Rom.Testing.Tests;

/// <summary>One way in which a plugin breaks its contract.</summary>
public enum Flaw
{
    None,
    LagTooLong,
    WritesOneStateOnly,
    ChangesTheWindow,
    RemembersTheLastForecast,
    TakesAnyLength,
    TakesNaN,
    IgnoresTheSeed,
    LoadsAnotherModel,
    CountsTooManyParameters,
    ThrowsAnythingOnLoad,
    TakesHalfAFile,
    SharesABuffer,
    IgnoresCancellation,
    WritesElsewhere,
    LeavesTheDomain,
    AnnouncesOtherFrames,
    LosesMass,
    ForgetsAFrame,
    IgnoresItsLag,
    ShowsOtherCoefficients,
    ShowsTooFewCoefficients,
    NamesALogElsewhere,
    NamesALogThatIsNotThere,
    NamesALogWithoutEpochs,
    IgnoresItsGridSize,
}
