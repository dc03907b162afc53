#include <ntddk.h>

extern "C" DRIVER_INITIALIZE DriverEntry;
extern "C" DRIVER_UNLOAD LedgerUnload;

inline void *operator new(size_t, void *where) noexcept { return where; }

/* Any lambda that fits: only the function that it is run by knows its type. */
class Later {
    alignas(void *) unsigned char storage_[4 * sizeof(void *)];
    void (*run_)(void *) = nullptr;

public:
    template <class Action> void Keep(Action action)
    {
        static_assert(sizeof(Action) <= sizeof(storage_));
        new (storage_) Action(action);
        run_ = [](void *kept) { (*static_cast<Action *>(kept))(); };
    }
    void Run() { run_(storage_); }
};

static Later g_undo;

extern "C" VOID LedgerUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    g_undo.Run();
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING altitude = RTL_CONSTANT_STRING(L"385301");
    LARGE_INTEGER cookie;
    PVOID pages = ExAllocatePool2(POOL_FLAG_PAGED, PAGE_SIZE, 'gdeL');
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = LedgerUnload;
    if (pages == nullptr) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    g_undo.Keep([pages] { ExFreePoolWithTag(pages, 'gdeL'); });
    status = CmRegisterCallbackEx([](PVOID, PVOID, PVOID) -> NTSTATUS { return STATUS_SUCCESS; }, &altitude,
                                  DriverObject, nullptr, &cookie, nullptr);
    if (!NT_SUCCESS(status)) {
        g_undo.Run();
        return status;
    }
    g_undo.Keep([pages, cookie] {
        CmUnRegisterCallback(cookie);
        ExFreePoolWithTag(pages, 'gdeL');
    });
    return STATUS_SUCCESS;
}
