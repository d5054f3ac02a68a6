using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TradingBot.TestKit;

/// <summary>A mail server on a free loopback port that keeps what it is given. What it answers to DATA and AUTH can be chosen.</summary>
public sealed class SmtpServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _accepting;

    public SmtpServer()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Source texts of the mails taken, in order.</summary>
    public ConcurrentQueue<string> Mails { get; } = new();

    public string AnswerToData { get; set; } = "250 queued";

    public string AnswerToAuth { get; set; } = "235 welcome";

    /// <summary>A recipient that is refused for good.</summary>
    public string? UnknownRecipient { get; set; }

    public async ValueTask DisposeAsync()
    {
        if (_accepting.IsCompleted)
            return;
        await _end.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                using var client = await _listener.AcceptTcpClientAsync(_end.Token);
                await TalkAsync(client.GetStream());
            }
            catch (Exception fault) when (fault is OperationCanceledException or SocketException or IOException or ObjectDisposedException)
            {
                // The other side hung up, or the test is over.
            }
        }
    }

    private async Task TalkAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        await SayAsync(stream, "220 test");
        while (await reader.ReadLineAsync(_end.Token) is { } line)
        {
            var verb = line.Split(' ')[0].ToUpperInvariant();
            if (verb == "DATA")
                await TakeAsync(reader, stream);
            else
                await SayAsync(stream, AnswerTo(verb, line));
            if (verb == "QUIT")
                return;
        }
    }

    private string AnswerTo(string verb, string line) => verb switch
    {
        "EHLO" => "250-test\r\n250 AUTH PLAIN",
        "AUTH" => AnswerToAuth,
        "RCPT" when UnknownRecipient is { } unknown && line.Contains(unknown, StringComparison.Ordinal) => "550 no such user",
        "QUIT" => "221 bye",
        _ => "250 ok",
    };

    private async Task TakeAsync(StreamReader reader, NetworkStream stream)
    {
        await SayAsync(stream, "354 go on");
        var mail = new StringBuilder();
        while (await reader.ReadLineAsync(_end.Token) is { } line && line != ".")
            mail.Append(line).Append('\n');
        var answer = AnswerToData;
        if (answer.StartsWith('2'))
            Mails.Enqueue(mail.ToString());
        await SayAsync(stream, answer);
    }

    private async Task SayAsync(NetworkStream stream, string text) =>
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"{text}\r\n"), _end.Token);
}
