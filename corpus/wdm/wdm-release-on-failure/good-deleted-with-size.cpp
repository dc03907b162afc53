#include <ntddk.h>

extern "C" DRIVER_INITIALIZE DriverEntry;
extern "C" DRIVER_UNLOAD QuarryUnload;

inline void *operator new(size_t size, ULONG tag) noexcept { return ExAllocatePool2(POOL_FLAG_NON_PAGED, size, tag); }
inline void operator delete(void *block, size_t) noexcept { ExFreePool(block); }
/* Goes with a `new` whose constructor throws; no `delete` calls it. */
inline void operator delete(void *, ULONG) noexcept {}

class Quarry {
    LARGE_INTEGER cookie_{};

public:
    NTSTATUS Open(PDRIVER_OBJECT driver)
    {
        UNICODE_STRING altitude = RTL_CONSTANT_STRING(L"385201");

        return CmRegisterCallbackEx(OnKey, &altitude, driver, this, &cookie_, nullptr);
    }
    void Close() { CmUnRegisterCallback(cookie_); }

private:
    static NTSTATUS OnKey(PVOID, PVOID, PVOID) { return STATUS_SUCCESS; }
};

static Quarry *g_Quarry;

extern "C" VOID QuarryUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    g_Quarry->Close();
    delete g_Quarry;
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;
    auto quarry = new ('rauQ') Quarry;

    UNREFERENCED_PARAMETER(RegistryPath);
    if (quarry == nullptr) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    status = quarry->Open(DriverObject);
    if (!NT_SUCCESS(status)) {
        delete quarry;
        return status;
    }
    g_Quarry = quarry;
    DriverObject->DriverUnload = QuarryUnload;
    return STATUS_SUCCESS;
}
