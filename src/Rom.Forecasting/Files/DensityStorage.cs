namespace Rom.Forecasting.Files;

/// <summary>How the values of densities and further fields are stored.</summary>
public enum DensityStorage
{
    /// <summary>Single precision, four bytes a value.</summary>
    Float32,

    /// <summary>
    /// Half precision (IEEE 754 binary16), two bytes a value: rounded to 11 significant bits, below 6·10⁻⁵ to steps of
    /// 6·10⁻⁸, so that values below 3·10⁻⁸ become 0. Values beyond 65,504 are refused.
    /// </summary>
    Float16,
}
