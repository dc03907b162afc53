#include <ntddk.h>

extern "C" DRIVER_INITIALIZE DriverEntry;
extern "C" DRIVER_UNLOAD WatcherUnload;

class Watcher {
    ULONG seen_ = 0;

public:
    static Watcher *only;

    /* The block that is freed is still the one that was deleted. */
    ~Watcher() { only = nullptr; }
    static void *operator new(size_t size) noexcept { return ExAllocatePool2(POOL_FLAG_NON_PAGED, size, 'hctW'); }
    static void operator delete(void *block) { ExFreePoolWithTag(block, 'hctW'); }
    static void OnImage(PUNICODE_STRING, HANDLE, PIMAGE_INFO)
    {
        if (only != nullptr) {
            only->seen_++;
        }
    }
};

Watcher *Watcher::only;

extern "C" VOID WatcherUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    PsRemoveLoadImageNotifyRoutine(Watcher::OnImage);
    delete Watcher::only;
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = WatcherUnload;
    Watcher::only = new Watcher;
    if (Watcher::only == nullptr) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    status = PsSetLoadImageNotifyRoutine(Watcher::OnImage);
    if (!NT_SUCCESS(status)) {
        Watcher::only = nullptr;
        delete Watcher::only;
        return status; /* expect: wdm-release-on-failure */
    }
    return STATUS_SUCCESS;
}
