using System.Globalization;
using Recorded.Options;

namespace Recorded.Tests;

/// <summary>Detection of columns, in the layouts in which programs write tables.</summary>
public sealed class TableLayoutTests
{
    private static readonly RecordedOptions Numbered = Sample.Options with { FrameRate = 1 };

    // Frame k has particles 1 and 2 at (k + 1, 2) and (5, k / 2).
    private static string Rows(int frames, string end, Func<int, int, string, string, string> row) => string.Concat(
        Enumerable.Range(0, frames)
            .SelectMany(k => new[] { row(k, 1, Text(k + 1), "2.00"), row(k, 2, "5.00", Text(k / 2.0)) })
            .Select(line => line + end));

    private static string Text(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    public static TheoryData<string> Layouts => new(
        // PeTrack and JuPedSim
        "# framerate: 1\n# id frame x/m y/m z/m\n" + Rows(4, "\n", (k, id, x, y) => $"{id} {k} {x} {y} 1.70"),
        "#description: by hand\n#framerate: 1.00\n#geometry: a.xml\n#ID\tFR\tX\tY\n"
            + Rows(4, "\n", (k, id, x, y) => $"{id}\t{k}\t{x}\t{y}"),
        "# PersID Frame X Y Z\n\n" + Rows(4, "\n", (k, id, x, y) => $"{id} {k} {x} {y} 1.70"),
        "# id frame x [m] y [m]\n# written on a monday\n" + Rows(4, "\n", (k, id, x, y) => $"{id} {k} {x} {y}"),
        "% y, x, id, frame\n" + Rows(4, "\n", (k, id, x, y) => $"{y},{x},{id},{k}"),
        "% one comment of MATLAB\n% and another\n" + Rows(4, "\n", (k, id, x, y) => $"{k},{id},{x},{y}"),
        // TrackMate
        "LABEL,ID,TRACK_ID,POSITION_X,POSITION_Y,FRAME\nLabel,Spot ID,Track ID,X,Y,Frame\nLabel,Spot ID,Track "
            + "ID,X,Y,Frame\n,,,(pixel),(pixel),\n"
            + Rows(4, "\n", (k, id, x, y) => $"ID{10 * k + id},{10 * k + id},{id},{x},{y},{k}"),
        // A row of units
        "frame;particle;x;y\n-;-;mm;mm\n" + Rows(4, "\n", (k, id, x, y) => $"{k};{id};{x};{y}"),
        "frame,id,x (mm),y (mm)\n" + Rows(4, "\n", (k, id, x, y) => $"{k},{id},{x},{y}"),
        // pandas without names
        "0,1,2,3\n" + Rows(4, "\n", (k, id, x, y) => $"{k},{id},{x},{y}"),
        // Carriage returns
        "frame,id,x,y\r" + Rows(4, "\r", (k, id, x, y) => $"{k},{id},{x},{y}"),
        Rows(4, "\r", (k, id, x, y) => $"{k} {id} {x} {y}"));

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Layout_IsRead(string text)
    {
        var recording = Sample.Read(text, Numbered);
        Assert.Equal([0.0, 1, 2, 3], recording.Times);
        for (int k = 0; k < 4; k++)
            Assert.Equal(FormattableString.Invariant($"{k + 1},2 5,{k / 2.0}"), Sample.Frame(recording, k));
    }

    [Theory]
    [InlineData("1,frame,of,my,fish\nThe second line, which is a title\n")]
    [InlineData("title\n\n")]
    public void LinesBeforeTheTable_AreSkipped(string lines)
    {
        string text = lines + "frame,id,x,y\n" + Rows(4, "\n", (k, id, x, y) => $"{k},{id},{x},{y}");
        Assert.Equal(4, Sample.Read(text, Numbered with { SkipRows = 2 }).FrameCount);
        Assert.Contains("simulator.skip_rows", Sample.ErrorOf("a title\n" + text, Numbered));
        Assert.Contains("found none", Sample.ErrorOf("frame,id,x,y\n", Numbered with { SkipRows = 5 }));
    }

    [Fact]
    public void ColumnsThatAreLeftOver_AreRefused_UnlessOneIsNamed()
    {
        string text = Rows(4, "\n", (k, id, x, y) => $"{k} {id} {x} 0.0 {y} 0.1 0.0 0.2");
        string error = Sample.ErrorOf(text, Numbered);
        Assert.StartsWith(
            "a.csv:1: expected 4 columns where none is named: frame, id, x, y; found 8. Say where they stand", error);
        var named = Numbered with { Columns = new ColumnOptions { Y = "5", Vx = "6", Vy = "8" } };
        Assert.Equal("1,2 5,0", Sample.Frame(Sample.Read(text, named), 0));
    }

    [Fact]
    public void CommentThatNamesNothing_IsNone_AndAbsentMeansAbsent()
    {
        string rows = Rows(4, "\n", (k, id, x, y) => $"{k} {id} {x} {y}");
        Assert.Equal("1,2 5,0", Sample.Frame(Sample.Read("# four words of prose\n" + rows, Numbered), 0));
        Assert.Equal("1,2 5,0", Sample.Frame(
            Sample.Read("# id frame x y\n" + rows, Numbered with { Header = Header.Absent }), 0));
        Assert.Contains(
            "expected a column for x named x or position_x, found 'frame', 'id', 'px', 'py'",
            Sample.ErrorOf("# frame id px py\n" + rows, Numbered));
        var columns = new ColumnOptions { X = "px", Y = "py" };
        Assert.Equal(
            "1,2 5,0", Sample.Frame(Sample.Read("# frame id px py\n" + rows, Numbered with { Columns = columns }), 0));
    }

    [Fact]
    public void HeaderThatCounts_IsDoubted_AndRefusedWhereItMayBeData()
    {
        string decimals = "0,1,2,3\n" + Rows(4, "\n", (k, id, x, y) => $"{k},{id},{x},{y}");
        Assert.Contains(
            Sample.WarningsOf(decimals, Numbered),
            warning => warning.StartsWith("the first row, 0, 1, 2, …, is taken for names"));
        Assert.DoesNotContain(
            Sample.WarningsOf(decimals, Numbered with { Header = Header.Present }),
            warning => warning.Contains("first row"));
        Assert.Contains(
            "say simulator.header: present if it names the columns, absent if it is data",
            Sample.ErrorOf("0 1 2 3\n1 1 3 3\n", Numbered));
        Assert.Equal(2, Sample.Read("0 1 2 3\n1 1 3 3\n", Numbered with { Header = Header.Absent }).FrameCount);
        Assert.Equal(1, Sample.Read("0 1 2 3\n1 1 3 3\n", Numbered with { Header = Header.Present }).FrameCount);
        // An index beside it: five columns, and none is named.
        Assert.Contains("found 5", Sample.ErrorOf(",0,1,2,3\n0,1,1,6.5,3.5\n", Numbered));
    }

    [Fact]
    public void NamesOfWhichOneIsANumber_AreSaidToBePerhapsAHeader() => Assert.Contains(
        "a.csv:1:1: expected a frame's number, found 'frame'; if this row names the columns, "
        + "say simulator.header: present",
        Sample.ErrorOf("frame,id,x,2019\n0,1,2,3\n", Numbered));

    [Fact]
    public void RowsThatEndInASeparator_AreRead_WhereTheFirstDoesNot()
    {
        Assert.Equal("1,2 5,0", Sample.Frame(Sample.Read("frame,id,x,y\n0,1,1,2,\n0,2,5,0,\n", Numbered), 0));
        Assert.Contains(
            "expected 4 fields as in the first row, found 5", Sample.ErrorOf("frame,id,x,y\n0,1,1,2,3\n", Numbered));
        Assert.Contains(
            "expected 4 fields as in the first row, found 6", Sample.ErrorOf("frame,id,x,y\n0,1,1,2,,\n", Numbered));
    }

    [Theory]
    [InlineData(
        "0 a - -",
        "expected a coordinate, found '-'; where the particle is absent, leave the field empty or write NaN or NA")]
    [InlineData(
        "0 a null 1",
        "expected a coordinate, found 'null'; where the particle is absent, leave the field empty or write NaN or NA")]
    [InlineData(
        "frame id x y",
        "expected a frame's number, found 'frame'; the row has no number: "
        + "if it names the columns once more, remove it")]
    [InlineData(
        "1000000000000000 a 1 2",
        "expected a frame's number of at most 15 digits, found '1000000000000000'; subtract the first")]
    public void FieldThatIsWrong_IsSaidWithItsCure(string row, string message) =>
        Assert.Contains(message, Sample.ErrorOf($"frame id x y\n0 b 1 2\n{row}\n", Numbered));

    [Theory]
    [InlineData("2024-05-01T12:00:00.040")]
    [InlineData("12:00:00")]
    public void DatesAndHours_AreNoTimes(string time) => Assert.Contains(
        $"a.csv:2:1: expected a time, found '{time}'; times are numbers, such as seconds since the first frame",
        Sample.ErrorOf($"time,id,x,y\n{time},1,2,3\n"));

    [Fact]
    public void ConstantCoordinate_IsDoubted()
    {
        string height = Rows(4, "\n", (k, id, x, y) => $"{k} {id} {x} 0.00");
        Assert.Equal(
            ["y is 0 for every particle in every frame: a height or another column may be taken for y"],
            Sample.WarningsOf(height, Numbered));
        Assert.Empty(Sample.WarningsOf(Rows(4, "\n", (k, id, x, y) => $"{k} {id} {x} {y}"), Numbered));
    }
}
