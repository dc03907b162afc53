/* The brackets are those of the element, which is deleted as the one object that it is. */
#include <ntddk.h>

#define POOL_TAG 'traP'

void *__cdecl operator new(size_t size, POOL_TYPE type) noexcept
{
    return ExAllocatePoolWithTag(type, size, POOL_TAG);
}

void __cdecl operator delete(void *at) noexcept
{
    if (at != nullptr)
        ExFreePoolWithTag(at, POOL_TAG);
}

void __cdecl operator delete(void *at, size_t) noexcept
{
    if (at != nullptr)
        ExFreePoolWithTag(at, POOL_TAG);
}

struct Part {
    ULONG uses;
};

static Part *g_parts[2];

static void Unload(PDRIVER_OBJECT)
{
    delete g_parts[1];
    delete g_parts[0];
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT driver, PUNICODE_STRING)
{
    g_parts[0] = new (PagedPool) Part;
    if (g_parts[0] == nullptr)
        return STATUS_INSUFFICIENT_RESOURCES;
    g_parts[1] = new (PagedPool) Part;
    if (g_parts[1] == nullptr) {
        delete g_parts[0];
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    driver->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
