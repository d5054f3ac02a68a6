using TradingBot.PaperExchange.PriceSources.Replay;
using TradingBot.PaperExchange.Prices;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.Settings;

namespace TradingBot.PaperExchange.Tests;

/// <summary>Files of bars: what is read, and what a person is told about a faulty one.</summary>
public sealed class BarFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("bars").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("time,open,high,low,close,volume\n2026-03-01T12:00:00Z,100,120,90,110,5\n2026-03-01T12:01:00Z,110,111,109,110,2\n")]
    [InlineData("Date;Close;Low;High;Open;Vol;Trades\n1772366400;110;90;120;100;5;9\n1772366460;110;109;111;110;2;9\n")]
    [InlineData(
        "timestamp\topen\thigh\tlow\tclose\tvolume\r\n1772366460000\t110\t111\t109\t110\t2\r\n1772366400000\t100\t120\t90\t110\t5\r\n")]
    public void Csv_is_read_whatever_its_separator_order_of_columns_and_form_of_time(string text) => AssertTwoBars("BTCUSDT.csv", text);

    [Theory]
    [InlineData("""[{"time":"2026-03-01T12:00:00Z","open":"100","high":120,"low":90,"close":"110","volume":5},{"time":1772366460,"open":110,"high":111,"low":109,"close":110,"volume":"2"}]""")]
    [InlineData("""[["1772366400000","100","120","90","110","5","550"],["1772366460000","110","111","109","110","2","220"]]""")]
    [InlineData("""{"retCode":0,"result":{"symbol":"BTCUSDT","list":[["1772366460000","110","111","109","110","2","220"],["1772366400000","100","120","90","110","5","550"]]}}""")]
    public void Json_is_read_as_objects_as_rows_and_as_a_whole_kline_answer(string text) => AssertTwoBars("BTCUSDT.json", text);

    [Theory]
    [InlineData(
        "time,open,high,low,close\n1772366400,100,120,90,110\n1772366460,100,120,ninety,110\n",
        "line 3, column 'low': 'ninety' is no number")]
    [InlineData("time,open,high,low,close\n1772366400,100,105,90,110\n", "line 2, column 'high': 105 lies below")]
    [InlineData("time,open,high,low,close\n1772366400,100,120,101,110\n", "line 2, column 'low': 101 lies above")]
    [InlineData("time,open,high,low,close\n1772366400,0,120,0,110\n", "line 2, column 'open': a price must be greater than zero")]
    [InlineData("time,open,high,low,close\n1772366400,,120,90,110\n", "line 2, column 'open': nothing is written")]
    [InlineData("time,open,high,low,close\nyesterday,100,120,90,110\n", "line 2, column 'time': 'yesterday' is no time")]
    [InlineData("time,open,high,low,close,volume\n1772366400,100,120,90,110,-1\n", "line 2, column 'volume': -1 is negative")]
    [InlineData("time,open,high,low,close\n1772366400,100,120,90,110\n1772366400,100,120,90,110\n", "line 3, column 'time':")]
    [InlineData("time,open,high,low,close\n1772366400,100\n", "line 2: 2 values stand under 5 headings")]
    [InlineData("time,open,high,low\n1772366400,100,120,90\n", "line 1, column 'close': missing")]
    [InlineData("time,open,high,low,close\n", "holds no bars")]
    [InlineData("", "line 1, column 'time': missing")]
    public void Faulty_csv_is_told_with_file_line_column_and_remedy(string text, string expected) =>
        AssertFault("BTCUSDT.csv", text, expected);

    [Theory]
    [InlineData("[\n{\"time\":1772366400,\"open\":100,\"high\":120,\"low\":90,\"close\":110},\n{\"time\":1772366460,\"open\":100,\"high\":120,\"low\":90}\n]", "line 3, column 'close': nothing is written")]
    [InlineData("{\"list\":[\n[1772366400,100,120,90,110],\n\n[1772366460,100,120,\"x\",110]]}", "line 4, column 'low': 'x' is no number")]
    [InlineData("[\n{\"time\":1772366400,\n", "line 3, column 1: this is not JSON")]
    [InlineData("{\"bars\":1}", "line 1: the bars must be an array")]
    [InlineData("[5]", "line 1: a bar must be an object or an array")]
    public void Faulty_json_is_told_with_file_line_column_and_remedy(string text, string expected) =>
        AssertFault("BTCUSDT.json", text, expected);

    [Fact]
    public void Missing_empty_unknown_and_doubled_files_are_told()
    {
        AssertLoad(null, "no file is named");
        AssertLoad(Path.Combine(_folder, "nowhere"), "There is no file or folder");
        AssertLoad(_folder, "holds no .csv or .json file");
        AssertFault("DOGEUSDT.csv", "time,open,high,low,close\n1,1,1,1,1\n", "lists no DOGEUSDT");
        File.Delete(Path.Combine(_folder, "DOGEUSDT.csv"));
        AssertFault("BTCUSDT.txt", "", "neither .csv nor .json", single: true);
        File.WriteAllText(Path.Combine(_folder, "btcusdt.csv"), "time,open,high,low,close\n1772366400,1,1,1,1\n");
        AssertFault("BTCUSDT.json", "[[1772366400,1,1,1,1]]", "Two files");
    }

    [Fact]
    public async Task Exchange_does_not_start_on_a_faulty_file()
    {
        var file = Write("BTCUSDT.csv", "time,open,high,low,close\n1772366400,100,120,90,x\n");
        var fault = await Assert.ThrowsAsync<PaperExchangeStartException>(
            () => RunningExchange.StartAsync(new PaperExchangeOptions { Prices = PriceSourceKind.Replay, ReplayPath = file }));
        Assert.StartsWith($"{file} line 2, column 'close': 'x' is no number", fault.Message);
    }

    private void AssertTwoBars(string name, string text)
    {
        var tape = Assert.Single(ReplayFiles.Load(Write(name, text)));
        var start = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        Assert.Equal(("BTCUSDT", (Category?)null, TimeSpan.FromMinutes(1)), (tape.Symbol, tape.Category, tape.BarLength));
        Assert.Equal(
            [new Candle(start, 100, 120, 90, 110, 5, 550), new Candle(start.AddMinutes(1), 110, 111, 109, 110, 2, 220)],
            tape.Bars);
    }

    private void AssertFault(string name, string text, string expected, bool single = false)
    {
        var file = Write(name, text);
        var message = AssertLoad(single ? file : _folder, expected);
        Assert.Contains(Path.GetDirectoryName(file)!, message);
    }

    private static string AssertLoad(string? path, string expected)
    {
        var fault = Assert.Throws<PaperExchangeStartException>(() => ReplayFiles.Load(path));
        Assert.Contains(expected, fault.Message);
        return fault.Message;
    }

    private string Write(string name, string text)
    {
        var file = Path.Combine(_folder, name);
        File.WriteAllText(file, text);
        return file;
    }
}
