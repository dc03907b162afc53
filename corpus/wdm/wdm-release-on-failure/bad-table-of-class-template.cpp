#include <ntddk.h>

extern "C" DRIVER_INITIALIZE DriverEntry;
extern "C" DRIVER_UNLOAD QuillUnload;

static PVOID g_ink, g_paper;

static NTSTATUS Take(PVOID *where)
{
    *where = ExAllocatePool2(POOL_FLAG_NON_PAGED, 256, 'lliQ');
    return *where != nullptr ? STATUS_SUCCESS : STATUS_INSUFFICIENT_RESOURCES;
}

static void Give(PVOID *where)
{
    if (*where != nullptr) {
        ExFreePoolWithTag(*where, 'lliQ');
        *where = nullptr;
    }
}

struct Step {
    NTSTATUS (*up)();
    void (*down)();
};

template <class Owner> struct Steps {
    static constexpr Step c_all[] = {
        {[] { return Take(&g_ink); }, [] { Give(&g_ink); }},
        {[] { return Take(&g_paper); }, [] { Give(&g_paper); }},
    };

    static void Down()
    {
        for (const auto &step : c_all) {
            step.down();
        }
    }
    static NTSTATUS Up()
    {
        for (const auto &step : c_all) {
            NTSTATUS status = step.up();

            if (!NT_SUCCESS(status)) {
                return status;
            }
        }
        return STATUS_SUCCESS;
    }
};

struct Quill {};

extern "C" VOID QuillUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    Steps<Quill>::Down();
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = QuillUnload;
    return Steps<Quill>::Up(); /* expect: wdm-release-on-failure */
}
