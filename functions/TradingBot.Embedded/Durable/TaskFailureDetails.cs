namespace TradingBot.Embedded.Durable;

/// <summary>A failure as it is stored: the exception's full type name and message, and what caused it.</summary>
public record TaskFailureDetails(
    string ErrorType,
    string ErrorMessage,
    string? StackTrace,
    TaskFailureDetails? InnerFailure,
    IDictionary<string, object?>? Properties)
{
    public static TaskFailureDetails FromException(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        var inner = exception switch
        {
            { InnerException: { } cause } => FromException(cause),
            TaskFailedException failed => failed.FailureDetails,
            _ => null,
        };
        return new TaskFailureDetails(
            exception.GetType().FullName ?? exception.GetType().Name, exception.Message, exception.StackTrace, inner, null);
    }

    public bool IsCausedBy<T>()
        where T : Exception => IsCausedBy(typeof(T));

    public bool IsCausedBy(Type targetBaseExceptionType)
    {
        ArgumentNullException.ThrowIfNull(targetBaseExceptionType);
        if (targetBaseExceptionType.FullName == ErrorType) return true;
        var thrown = Type.GetType(ErrorType)
            ?? AppDomain.CurrentDomain.GetAssemblies().Select(assembly => assembly.GetType(ErrorType)).FirstOrDefault(type => type is not null);
        return thrown is not null && targetBaseExceptionType.IsAssignableFrom(thrown);
    }

    public override string ToString() => $"{ErrorType}: {ErrorMessage}";
}
