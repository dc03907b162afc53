#include <ntddk.h>
#include <fwpmk.h>

extern "C" DRIVER_INITIALIZE DriverEntry;
extern "C" DRIVER_UNLOAD SluiceUnload;

/* A session that ends with the object, unless it is taken out. */
class Session {
    HANDLE engine_ = nullptr;

public:
    Session() = default;
    Session(const Session &) = delete;
    ~Session()
    {
        if (engine_) {
            FwpmEngineClose(engine_);
        }
    }
    NTSTATUS Open() { return FwpmEngineOpen(nullptr, RPC_C_AUTHN_WINNT, nullptr, nullptr, &engine_); }
    HANDLE Get() const { return engine_; }
};

static HANDLE g_Engine;

extern "C" VOID SluiceUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    FwpmEngineClose(g_Engine); /* expect: wdm-release-on-failure */
}

/* What is kept is not taken out of the object, which ends it. */
extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    Session session;
    NTSTATUS status = session.Open();

    UNREFERENCED_PARAMETER(RegistryPath);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    g_Engine = session.Get();
    DriverObject->DriverUnload = SluiceUnload;
    return STATUS_SUCCESS;
}
