// What was done is kept in flags, which an operator sets by reference; the unload routine is a lambda.
#include <ntddk.h>

enum class Stages : unsigned { None = 0, Image = 4, Thread = 8 };

constexpr Stages operator|(Stages a, Stages b)
{
    return static_cast<Stages>(static_cast<unsigned>(a) | static_cast<unsigned>(b));
}

inline Stages &operator|=(Stages &a, Stages b)
{
    a = a | b;
    return a;
}

constexpr bool Has(Stages all, Stages one)
{
    return (static_cast<unsigned>(all) & static_cast<unsigned>(one)) != 0;
}

struct State {
    Stages stages = Stages::None;
};

static State g_state;

static VOID OnThread(HANDLE, HANDLE, BOOLEAN)
{
}

static VOID OnImage(PUNICODE_STRING, HANDLE, PIMAGE_INFO)
{
}

static void Shutdown()
{
    auto &state = g_state;

    if (Has(state.stages, Stages::Thread))
        PsRemoveCreateThreadNotifyRoutine(OnThread);
    if (Has(state.stages, Stages::Image))
        PsRemoveLoadImageNotifyRoutine(OnImage);
}

static NTSTATUS Startup()
{
    auto &state = g_state;
    NTSTATUS status = PsSetLoadImageNotifyRoutine(OnImage);

    if (!NT_SUCCESS(status))
        return status;
    state.stages |= Stages::Image;
    status = PsSetCreateThreadNotifyRoutine(OnThread);
    if (!NT_SUCCESS(status)) {
        Shutdown();
        return status;
    }
    state.stages |= Stages::Thread;
    return status;
}

extern "C" DRIVER_INITIALIZE DriverEntry;

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING)
{
    DriverObject->DriverUnload = [](PDRIVER_OBJECT) { Shutdown(); };
    return Startup();
}
