using System.Text;
using TradingBot.Bybit.Streams;
using TradingBot.Core.Markets;
using static TradingBot.Bybit.Tests.Streams.StreamRows;

namespace TradingBot.Bybit.Tests.Streams;

/// <summary>Frames of every kind of socket, and the ticker that snapshot and changes make together.</summary>
public sealed class StreamMessageTests
{
    private static readonly Symbol Btc = Symbol.Parse("BTCUSDT");

    [Theory]
    [InlineData("""{"success":true,"ret_msg":"a","op":"subscribe","req_id":"r","conn_id":"c"}""", true, "a", "r", "subscribe")]
    [InlineData("""{"retCode":0,"retMsg":"b","op":"auth","reqId":"s","connId":"c"}""", true, "b", "s", "auth")]
    [InlineData("""{"retCode":10003,"retMsg":"c","op":"auth"}""", false, "c", null, "auth")]
    [InlineData("""{"success":false,"retCode":0,"ret_msg":"d","retMsg":"e","op":"subscribe"}""", false, "d", null, "subscribe")]
    [InlineData("""{"success":true,"type":"COMMAND_RESP","data":{"failTopics":[]}}""", true, null, null, "subscribe")]
    [InlineData("""{"op":"pong","args":["1"]}""", null, null, null, "pong")]
    public void Answer_is_read_in_the_spelling_of_its_socket(string frame, bool? success, string? text, string? request, string op)
    {
        var message = StreamMessage.Read(Encoding.UTF8.GetBytes(frame));

        Assert.Equal((success, text, request, false), (message.Success, message.RetMsg, message.ReqId, message.IsData));
        Assert.Equal([op], ((string[])["subscribe", "auth", "pong"]).Where(message.Answers));
    }

    [Fact]
    public void Data_has_its_topic_type_and_both_its_moments()
    {
        var message = StreamMessage.Read("""{"topic":"order","type":"delta","ts":1,"creationTime":2,"data":[3]}"""u8);

        Assert.True(message.IsData);
        Assert.Equal(("order", "delta", 1L, 2L), (message.Topic!, message.Type!, message.Ts!.Value, message.CreationTime!.Value));
        Assert.Equal("[3]", message.Data.GetRawText());
    }

    [Fact]
    public void Change_keeps_what_it_does_not_name_and_a_snapshot_keeps_nothing()
    {
        var tickers = new TickerSnapshots(Category.Inverse);
        var first = new Ticker
        {
            Category = Category.Inverse,
            Symbol = Btc,
            LastPrice = 100m,
            MarkPrice = 101m,
            BidPrice = 99m,
            AskPrice = 102m,
            At = DateTimeOffset.FromUnixTimeMilliseconds(1000),
        };

        Assert.Equal(first, Apply("snapshot", """ "lastPrice":"100","markPrice":"101","bid1Price":"99","ask1Price":"102" """, 1000));
        Assert.Equal(first with { LastPrice = 103m, At = first.At.AddSeconds(1) }, Apply("delta", "\"lastPrice\":\"103\"", 2000));
        Assert.Equal(
            first with { LastPrice = 103m, BidPrice = 98m, AskPrice = 104m, At = first.At.AddSeconds(2) },
            Apply("delta", """ "bidPrice":"98","askPrice":"104" """, 3000));
        Assert.Equal(
            first with { LastPrice = 105m, MarkPrice = null, BidPrice = null, AskPrice = null, At = first.At.AddSeconds(3) },
            Apply("snapshot", "\"lastPrice\":\"105\"", 4000));
        Assert.Null(Apply("snapshot", "\"markPrice\":\"9\"", 5000));
        Assert.Equal(105m, tickers.Of(Btc)!.LastPrice);
        tickers.Clear();
        Assert.Null(tickers.Of(Btc));

        Ticker? Apply(string type, string fields, long ts) => tickers.Apply(StreamMessage.Read(Encoding.UTF8.GetBytes(
            Ticker(Btc.Value, type, fields, ts).Replace("\"cs\":1", "\"creationTime\":7", StringComparison.Ordinal))));
    }
}
