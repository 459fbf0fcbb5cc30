using System.Text;
using Recorded.Options;

namespace Recorded.Tests;

/// <summary>Tables in the forms in which programs write them, and the messages for wrong ones.</summary>
public sealed class TableFileTests
{
    private const string Plain = "time,id,x,y\n0,a,1,2\n0,b,3,4\n1,a,1.5,2\n2,b,4,5\n2,a,2,2\n";

    [Theory]
    [InlineData(Plain)]
    [InlineData("0,a,1,2\n0,b,3,4\n1,a,1.5,2\n2,b,4,5\n2,a,2,2\n")]
    [InlineData("0,a,1,2\n0,b,3,4\n1,a,1.5,2\n2,b,4,5\n2,a,2,2")]
    [InlineData("\uFEFFtime,id,x,y\r\n0,a,1,2\r\n0,b,3,4\r\n1,a,1.5,2\r\n2,b,4,5\r\n2,a,2,2\r\n")]
    [InlineData("# by hand\n\ntime;id;x;y\n0;a;1;2\n  # later\n0;b;3;4\n\n1;a;1.5;2\n2;b;4;5\n2;a;2;2\n")]
    [InlineData("T\tParticle\tX\tY\n0\ta\t1\t2\n0\tb\t3\t4\n1\ta\t1.5\t2\n2\tb\t4\t5\n2\ta\t2\t2\n")]
    [InlineData("  time id    x   y\n 0   a  1.0  2\n 0 b 3 4 \n1 \t a 1.5 2\n2 b 4 5\n2 a 2e0 +2\n")]
    [InlineData("\"time\",\"id\",\"x\",\"y\"\n0,\"a\",1,2\n0,\"b\",3,4\n1, \"a\" ,1.5,2\n2,\"b\",4,5\n2,\"a\",2,2\n")]
    [InlineData("2,a,2,2\n2,b,4,5\n1,a,1.5,2\n0,b,3,4\n0,a,1,2\n")]
    [InlineData("y,x,comment,id,time\n2,1,\"a, b\",a,0\n4,3,,b,0\n2,1.5,,a,1\n5,4,,b,2\n2,2,\"say \"\"x\"\"\",a,2\n")]
    public void EveryForm_GivesTheSameFrames(string text)
    {
        var recording = Sample.Read(text);
        Assert.Equal([0.0, 1, 2], recording.Times);
        Assert.Equal(3, recording.FrameCount);
        // Particles are numbered by appearance, so their order within a frame is that of the file.
        Assert.Equal(["1,2", "3,4"], Sample.Frame(recording, 0).Split(' ').Order());
        Assert.Equal("1.5,2", Sample.Frame(recording, 1));
        Assert.Equal(["2,2", "4,5"], Sample.Frame(recording, 2).Split(' ').Order());
        Assert.Null(recording.Velocities);
    }

    [Theory]
    [InlineData("0,a,,\n1,a,1,2\n")]
    [InlineData("0,a,NaN,nan\n1,a,1,2\n")]
    [InlineData("0,a,NA,3\n1,a,1,2\n")]
    [InlineData("0,,,\n1,a,1,2\n")]
    public void MissingPosition_IsAnAbsentParticle_InAFrameThatIsThere(string text)
    {
        var recording = Sample.Read(text);
        Assert.Equal([0.0, 1], recording.Times);
        Assert.Equal(["", "1,2"], [Sample.Frame(recording, 0), Sample.Frame(recording, 1)]);
    }

    [Fact]
    public void FrameNumbers_UnitsAndOrigin_AreThoseOfTheOptions()
    {
        var options = Sample.Options with
        {
            FrameRate = 20,
            LengthUnit = 0.5,
            Domain = Sample.Box with { OriginX = -1, OriginY = 2 },
        };
        var recording = Sample.Read("frame,time,id,x,y,vx,vy\n10,0,a,4,6,8,-2\n14,0,a,6,6,8,-2\n", options);
        Assert.Equal([0.5, 0.7], recording.Times);
        Assert.Equal("3,1", Sample.Frame(recording, 0));
        Assert.Equal([4.0, -1, 4, -1], recording.Velocities!);
    }

    [Fact]
    public void Times_AndTheirVelocities_AreScaled()
    {
        var recording = Sample.Read(
            "time,id,x,y,vx,vy\n1000,a,4,6,3,0\n3000,a,6,6,3,0\n",
            Sample.Options with { TimeUnit = 0.001, LengthUnit = 0.5 });
        Assert.Equal([1.0, 3], recording.Times);
        Assert.Equal(1500, recording.Velocities![0], 1e-9);
        recording = Sample.Read(
            "time,id,x,y,vx,vy\n1000,a,4,6,3,0\n", Sample.Options with { TimeUnit = 0.001, VelocityUnit = 2 });
        Assert.Equal(6, recording.Velocities![0]);
    }

    [Theory]
    [InlineData("px", "py", "7,8")]
    [InlineData("PX", "py", "7,8")]
    [InlineData("5", "6", "7,8")]
    [InlineData(null, null, "1,2")]
    public void Columns_AreNamedOrNumbered(string? x, string? y, string expected)
    {
        var options = Sample.Options with { Columns = new ColumnOptions { X = x, Y = y } };
        Assert.Equal(expected, Sample.Frame(Sample.Read("t,id,x,y,px,py\n0,a,1,2,7,8\n", options), 0));
    }

    [Fact]
    public void TrackId_WinsOverTheIdOfADetection()
    {
        var recording = Sample.Read("id,track_id,t,position_x,position_y\n1,7,0,1,2\n2,7,1,2,2\n");
        Assert.Equal(recording.Ids![0], recording.Ids[1]);
    }

    [Fact]
    public void HeaderOfNumbers_IsOneIfTheOptionsSaySo()
    {
        var options = Sample.Options with
        {
            Header = Header.Present,
            Columns = new ColumnOptions { Time = "1", Id = "2", X = "3", Y = "4" },
        };
        Assert.Equal([5.0], Sample.Read("1,2,3,4\n5,6,7,8\n", options).Times);
        Assert.Equal([1.0, 5], Sample.Read("1,2,3,4\n5,6,7,8\n", options with { Header = Header.Absent }).Times);
    }

    [Theory]
    [InlineData("", "a.csv: expected a row for each particle and frame, found none")]
    [InlineData("# nothing\n\n", "a.csv: expected a row")]
    [InlineData("time,id,x,y\n", "a.csv: expected a row")]
    [InlineData(
        "time,id,x,y\n0,a,1,2\n0,b,1\n",
        "a.csv:3: expected 4 fields as in the first row, found 3; the separator is taken to be comma")]
    [InlineData("time,id,x,y\n0,a,1,two\n", "a.csv:2:7: expected a coordinate, found 'two'")]
    [InlineData("time,id,x,y\n0,ä,1,two\n", "a.csv:2:7: ")]
    [InlineData("time,id,x,y\n0,a,Infinity,2\n", "a.csv:2:5: expected a coordinate, found 'Infinity'")]
    [InlineData(
        "time;id;x;y\n0;a;1,5;2\n", "a.csv:2:5: expected a coordinate, found '1,5'; numbers have a decimal point")]
    [InlineData("time,id,x,y\nnoon,a,1,2\n", "a.csv:2:1: expected a time, found 'noon'")]
    [InlineData("time,id,x,y\nNaN,a,1,2\n", "a.csv:2:1: expected a time, found 'NaN'")]
    [InlineData("time,id,x,y\n1e309,a,1,2\n", "a.csv:2:1: expected a time")]
    [InlineData("time,id,x,y\n0,,1,2\n", "a.csv:2:3: expected the particle's id, found nothing")]
    [InlineData(
        "time,id,x,y\n0,a,1,2\n1,a,1,9\n",
        "a.csv:3: expected a position on the domain of 10 × 8, found (1, 9), which is (1, 9) in the file")]
    [InlineData(
        "time,id,x,y\n0,a,1,2\n1,a,1,2\n0,a,3,3\n",
        "a.csv:4: expected each particle once in a frame, found one that line 2 has")]
    [InlineData(
        "time,id,x\n0,a,1\n",
        "a.csv:1: expected a column for y named y or position_y, found 'time', 'id', 'x'; say in simulator.columns.y")]
    [InlineData("0\n", "a.csv:1: expected a column for id as column 2, found 1 column without names")]
    [InlineData("0,a,1\n", "a.csv:1: expected a column for y as column 4, found 3 columns without names")]
    [InlineData(
        "frame,id,x,y\n0,a,1,2\n",
        "a.csv:1: expected a column for time named time or t or position_t, found 'frame', 'id', 'x', 'y'; say in "
        + "simulator.columns.time which it is; or give simulator.frame_rate")]
    [InlineData("time,id,x,x,y\n0,a,1,1,2\n", "a.csv:1: expected one column named 'x', found several")]
    [InlineData("time,id,x,y,vx,vy\n0,a,1,2,3,\n", "a.csv:2:11: expected a velocity for each position, found nothing")]
    [InlineData("time,id,x,y\n0,\"a,1,2\n", "a.csv:2: expected a closing quote in this line, found none")]
    [InlineData("time,id,x,y\n0,\"a\"b,1,2\n", "a.csv:2: expected a separator behind a closing quote")]
    public void WrongTable_IsLocatedAndExplained(string text, string expected) =>
        Assert.StartsWith(expected, Sample.ErrorOf(text));

    [Theory]
    [InlineData(
        "frame,id,x,y\n0.5,a,1,2\n",
        "a.csv:2:1: expected a frame's whole number, found '0.5'; remove simulator.frame_rate")]
    [InlineData("time,id,x,y\n0,a,1,2\n", "a.csv:1: expected a column for frame named frame")]
    public void WrongFrameNumber_IsLocatedAndExplained(string text, string expected) =>
        Assert.StartsWith(expected, Sample.ErrorOf(text, Sample.Options with { FrameRate = 25 }));

    [Theory]
    [InlineData("7", "a.csv:1: expected the column '7' of simulator.columns.x, found 'time', 'id', 'x', 'y'")]
    [InlineData("left", "a.csv:1: expected the column 'left' of simulator.columns.x")]
    [InlineData(
        "id",
        "a.csv:1: expected another column for each of frame or time, id, "
        + "position and velocity, found column 2 for two")]
    public void WrongColumn_IsExplained(string x, string expected) => Assert.StartsWith(
        expected,
        Sample.ErrorOf("time,id,x,y\n0,a,1,2\n", Sample.Options with { Columns = new ColumnOptions { X = x } }));

    [Theory]
    [InlineData(new byte[] { 0x1F, 0x8B, 8, 0, 1, 2, 3 }, "gzip")]
    [InlineData(new byte[] { (byte)'P', (byte)'K', 3, 4, 1, 2 }, "ZIP")]
    [InlineData(new byte[] { 0xFF, 0xFE, (byte)'t', 0 }, "UTF-16")]
    [InlineData(new byte[] { (byte)'t', 0, (byte)'i', 0, (byte)'\n', 0 }, "byte 0")]
    public void FileThatIsNoText_IsRecognised(byte[] bytes, string expected) =>
        Assert.Contains(expected, Sample.ErrorOf(bytes));

    [Theory]
    [InlineData(1 << 16, true)]
    [InlineData((1 << 16) + 1, false)]
    [InlineData(1 << 20, false)]
    public void LineThatIsTooLong_IsRefused_WithoutReadingOn(int length, bool isFine)
    {
        string comment = "#" + new string('x', length - 1);
        string text = $"time,id,x,y\n{comment}\n0,a,1,2\n";
        if (isFine) Assert.Equal([0.0], Sample.Read(text).Times);
        else Assert.StartsWith("a.csv:2: expected a line of at most 65536 bytes", Sample.ErrorOf(text));
    }

    [Fact]
    public void RowOfTooManyFields_IsRefused() => Assert.StartsWith(
        "a.csv:1: expected at most 1024 fields", Sample.ErrorOf(string.Join(',', Enumerable.Repeat("1", 1025)) + "\n"));

    [Fact]
    public void MissingFile_IsNamed()
    {
        string path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString(), "none.csv");
        var e = Assert.Throws<InvalidDataException>(
            () => Recorded.Reading.RecordingFile.Read(path, Sample.Options, TestContext.Current.CancellationToken));
        Assert.StartsWith($"{path}: the recording cannot be read: ", e.Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(50_000)]
    public void Cancellation_EndsTheReading(int rows)
    {
        var text = new StringBuilder("time,id,x,y\n0,a,1,2\n");
        for (int i = 1; i <= rows; i++) text.Append(i).Append(",a,1,2\n");
        using var folder = new TestFolder();
        string path = folder.Write("a.csv", text.ToString());
        var cancelled = new CancellationToken(canceled: true);
        var simulator = new RecordedSimulator(Sample.Options);
        Assert.Throws<OperationCanceledException>(() => simulator.Simulate(
            new Rom.Abstractions.RunDescription(new InitialConditions.RecordingPart { File = path }, 10, 0),
            cancelled));
    }
}
