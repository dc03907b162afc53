/* native.h: the kernel of the drivers that programs.py writes, on this machine. Each call that may fail asks which way
 * it goes, and every sequence of answers is tried; what an entry that fails leaves, what it releases twice, and what
 * unloading leaves behind a success is printed for each driver. */
#include <cstdio>
#include <cstring>
#include <vector>

typedef int NTSTATUS;
typedef void VOID, *PVOID, *HANDLE;
typedef unsigned ULONG, *PULONG, FLT_FILTER_UNLOAD_FLAGS;
typedef unsigned char BOOLEAN, UCHAR;
typedef long long LARGE_INTEGER, PHYSICAL_ADDRESS, REGHANDLE;
typedef struct {
    int unused;
} UNICODE_STRING, *PUNICODE_STRING, *PIMAGE_INFO, OBJECT_ATTRIBUTES, *PMDL, *PIO_WORKITEM, *PEX_TIMER,
    *PCALLBACK_OBJECT, *PEPROCESS, *PPS_CREATE_NOTIFY_INFO, GUID, LOOKASIDE_LIST_EX, NPAGED_LOOKASIDE_LIST, ERESOURCE,
    KBUGCHECK_CALLBACK_RECORD, *PFLT_FILTER, *PFLT_PORT, *WDFOBJECT, *WDFDRIVER;
typedef struct device_object {
    void *DeviceExtension;
} *PDEVICE_OBJECT;
typedef const GUID *LPCGUID;
typedef struct driver_object {
    void (*DriverUnload)(struct driver_object *);
} *PDRIVER_OBJECT;
typedef struct {
    int size, version, flags;
    void *contexts, *operations;
    NTSTATUS (*unload)(FLT_FILTER_UNLOAD_FLAGS);
} FLT_REGISTRATION;
typedef struct {
    unsigned DriverInitFlags;
    void (*EvtDriverUnload)(WDFDRIVER);
} WDF_DRIVER_CONFIG;
typedef struct {
    void (*EvtCleanupCallback)(WDFOBJECT);
} WDF_OBJECT_ATTRIBUTES;
#define TRUE 1
#define FALSE 0
#define STATUS_SUCCESS 0
#define STATUS_UNSUCCESSFUL ((NTSTATUS)0xC0000001)
#define STATUS_NO_MEMORY ((NTSTATUS)0xC0000017)
#define STATUS_INSUFFICIENT_RESOURCES ((NTSTATUS)0xC000009A)
#define NT_SUCCESS(status) ((NTSTATUS)(status) >= 0)
#define NT_ERROR(status) ((unsigned)(status) >> 30 == 3)
#define RTL_CONSTANT_STRING(text) {0}
#define RtlZeroMemory(at, size) memset(at, 0, size)
#define UNREFERENCED_PARAMETER(name) ((void)(name))
#define InitializeObjectAttributes(...) ((void)0)
#define KeInitializeCallbackRecord(record) ((void)0)
#define WDF_DRIVER_CONFIG_INIT(config, add) (*(config) = WDF_DRIVER_CONFIG())
#define WDF_OBJECT_ATTRIBUTES_INIT(attributes) (*(attributes) = WDF_OBJECT_ATTRIBUTES())
#define FLT_REGISTRATION_VERSION 0
enum { WDF_NO_EVENT_CALLBACK, WDF_NO_HANDLE, WDF_NO_OBJECT_ATTRIBUTES, WdfDriverInitNonPnpDriver };

/* ---- which way it goes ---- */

enum { MOST_QUESTIONS = 24, MOST_PATHS = 60000 };
static std::vector<int> answers;
static size_t asked;
static bool is_cut;

static int choose()
{
    if (asked == answers.size()) {
        if (answers.size() > MOST_QUESTIONS) {
            is_cut = true;
            return 0;
        }
        answers.push_back(0);
    }
    return answers[asked++];
}

/* Whether there is another sequence of answers. */
static bool go_on()
{
    while (!answers.empty() && answers.back())
        answers.pop_back();
    if (answers.empty())
        return false;
    answers.back() = 1;
    return true;
}

/* ---- what is held ---- */

#define FOR_ALL_KINDS(X)                                                                                               \
    X(pool)                                                                                                            \
    X(tagged)                                                                                                          \
    X(contiguous)                                                                                                      \
    X(mdl)                                                                                                             \
    X(workitem)                                                                                                        \
    X(timer)                                                                                                           \
    X(device)                                                                                                          \
    X(key)                                                                                                             \
    X(event)                                                                                                           \
    X(callback)                                                                                                        \
    X(power)                                                                                                           \
    X(pnp)                                                                                                             \
    X(process)                                                                                                         \
    X(processex)                                                                                                       \
    X(image)                                                                                                           \
    X(thread)                                                                                                          \
    X(link)                                                                                                            \
    X(registry)                                                                                                        \
    X(registryex)                                                                                                      \
    X(provider)                                                                                                        \
    X(list)                                                                                                            \
    X(pieces)                                                                                                          \
    X(lock)                                                                                                            \
    X(crash)                                                                                                           \
    X(extension)                                                                                                       \
    X(context)                                                                                                         \
    X(object)                                                                                                          \
    X(filter)                                                                                                          \
    X(port)                                                                                                            \
    X(array)
#define KIND_OF(name) KIND_##name,
#define NAME_OF(name) #name,
enum kind { FOR_ALL_KINDS(KIND_OF) KINDS }; /* an array last: further cells of it stand behind */
static const char *const names[] = {FOR_ALL_KINDS(NAME_OF)};
enum { CELLS = 3, OBJECTS = KINDS - 1 + CELLS, WILD = OBJECTS, ROOM = 64 };
static char objects[OBJECTS + 1][ROOM]; /* their addresses are handles; the last one is of a local that was not set */
static bool is_held[OBJECTS], was_held[OBJECTS];

/* Of each kind, what some path does: leaves it where the entry fails, and behind unloading; releases it once more, or
 * where it was never acquired; both in unloading. */
enum fault { LEAK, STAY, TWICE, UNACQUIRED, UNSET, UNLOAD_TWICE, UNLOAD_UNACQUIRED, UNLOAD_UNSET, FAULTS };
static const char *const fault_names[] = {
    "leak", "stay", "twice", "unacquired", "unset", "unload-twice", "unload-unacquired", "unload-unset"};
static bool does[FAULTS][KINDS], is_unloading;

/* What a local without a value holds: anything, null among it. */
static struct {
    template <class T> operator T() const
    {
        return (T)(void *)(choose() ? objects[WILD] : nullptr);
    }
} const Wild;

static kind kind_of(size_t object)
{
    return object < KIND_array ? (kind)object : KIND_array;
}

static NTSTATUS acquire_surely(size_t object)
{
    is_held[object] = was_held[object] = true;
    return STATUS_SUCCESS;
}

static NTSTATUS acquire(size_t object)
{
    return choose() ? STATUS_UNSUCCESSFUL : acquire_surely(object);
}

static NTSTATUS acquire_into(size_t object, void *slot)
{
    NTSTATUS status = acquire(object);

    if (status == STATUS_SUCCESS)
        *(void **)slot = objects[object];
    return status;
}

static char extension[ROOM], driver_extension[ROOM];

static NTSTATUS acquire_extended(PDEVICE_OBJECT *slot)
{
    NTSTATUS status = acquire_into(KIND_extension, slot);

    if (status == STATUS_SUCCESS)
        (*slot)->DeviceExtension = memset(extension, 0, sizeof extension);
    return status;
}

static void *allocate(size_t object)
{
    return acquire(object) == STATUS_SUCCESS ? memset(objects[object], 0, ROOM) : nullptr;
}

static void *allocate_cell()
{
    size_t object = KIND_array;

    while (object < OBJECTS - 1 && is_held[object])
        object++;
    return allocate(object);
}

static void release(size_t object)
{
    bool was = was_held[object];

    if (is_held[object])
        is_held[object] = false;
    else
        does[is_unloading ? was ? UNLOAD_TWICE : UNLOAD_UNACQUIRED : was ? TWICE : UNACQUIRED][kind_of(object)] = true;
}

/* `kind`: of the routine, where the handle is of no object. */
static void release_handle(kind kind, void *handle)
{
    if (handle == objects[WILD])
        does[is_unloading ? UNLOAD_UNSET : UNSET][kind] = true;
    else if (handle)
        release((size_t)((char *)handle - objects[0]) / ROOM);
    else
        does[is_unloading ? UNLOAD_UNACQUIRED : UNACQUIRED][kind] = true;
}

enum { POOL_FLAG_NON_PAGED, NonPagedPoolNx, PagedPool, KEY_READ, EVENT_ALL_ACCESS };
#define ExAllocatePool2(...) allocate(KIND_pool)
#define ExAllocatePoolWithTag(...) allocate(KIND_tagged)
#define ExAllocatePoolZero(...) allocate(KIND_context)
#define ExAllocatePoolUninitialized(...) allocate_cell()
#define ExFreePoolWithTag(block, tag) release_handle(KIND_pool, block)
#define MmAllocateContiguousMemory(...) allocate(KIND_contiguous)
#define MmFreeContiguousMemory(block) release_handle(KIND_contiguous, block)
#define IoAllocateMdl(...) ((PMDL)allocate(KIND_mdl))
#define IoFreeMdl(mdl) release_handle(KIND_mdl, mdl)
#define IoAllocateWorkItem(...) ((PIO_WORKITEM)allocate(KIND_workitem))
#define IoFreeWorkItem(item) release_handle(KIND_workitem, item)
#define ExAllocateTimer(...) ((PEX_TIMER)allocate(KIND_timer))
#define ExDeleteTimer(timer, ...) release_handle(KIND_timer, timer)
#define IoCreateDevice(a, b, c, d, e, f, slot) ((b) ? acquire_extended(slot) : acquire_into(KIND_device, slot))
#define IoAllocateDriverObjectExtension(a, b, size, slot)                                                              \
    (*(slot) = memset(driver_extension, 0, sizeof driver_extension), STATUS_SUCCESS)
#define IoDeleteDevice(device) release_handle(KIND_device, device)
#define ZwOpenKey(slot, access, attributes) acquire_into(KIND_key, slot)
#define ZwCreateEvent(slot, ...) acquire_into(KIND_event, slot)
#define ZwClose(handle) release_handle(KIND_key, handle)
#define ExCreateCallback(slot, ...) acquire_into(KIND_callback, slot)
#define ObDereferenceObject(object) release_handle(KIND_callback, object)
#define PoRegisterPowerSettingCallback(a, b, c, d, slot) acquire_into(KIND_power, slot)
#define PoUnregisterPowerSettingCallback(handle) release_handle(KIND_power, handle)
#define IoRegisterPlugPlayNotification(a, b, c, d, e, f, slot) acquire_into(KIND_pnp, slot)
#define IoUnregisterPlugPlayNotificationEx(handle) release_handle(KIND_pnp, handle)
#define PsSetCreateProcessNotifyRoutine(routine, remove) ((remove) ? (release(KIND_process), 0) : acquire(KIND_process))
#define PsSetCreateProcessNotifyRoutineEx(routine, remove)                                                             \
    ((remove) ? (release(KIND_processex), 0) : acquire(KIND_processex))
#define PsSetLoadImageNotifyRoutine(routine) acquire(KIND_image)
#define PsRemoveLoadImageNotifyRoutine(routine) release(KIND_image)
#define PsSetCreateThreadNotifyRoutine(routine) acquire(KIND_thread)
#define PsRemoveCreateThreadNotifyRoutine(routine) release(KIND_thread)
#define IoCreateSymbolicLink(link, name) acquire(KIND_link)
#define IoDeleteSymbolicLink(link) release(KIND_link)
enum { KIND_of_Cookie = KIND_registry, KIND_of_CookieEx = KIND_registryex };
#define CmRegisterCallback(...) acquire(KIND_registry)
#define CmRegisterCallbackEx(...) acquire(KIND_registryex)
#define CmUnRegisterCallback(cookie) release(KIND_of_##cookie)
#define EtwRegister(a, b, c, handle) acquire(KIND_provider)
#define EtwUnregister(handle) release(KIND_provider)
#define ExInitializeLookasideListEx(...) acquire(KIND_list)
#define ExDeleteLookasideListEx(list) release(KIND_list)
#define ExInitializeNPagedLookasideList(...) acquire_surely(KIND_pieces)
#define ExDeleteNPagedLookasideList(list) release(KIND_pieces)
#define ExInitializeResourceLite(lock) acquire_surely(KIND_lock)
#define ExDeleteResourceLite(lock) release(KIND_lock)
#define KeRegisterBugCheckCallback(...) (acquire(KIND_crash) == STATUS_SUCCESS)
#define KeDeregisterBugCheckCallback(record) release(KIND_crash)
#define WdfObjectCreate(attributes, slot) acquire_into(KIND_object, slot)
#define WdfObjectDelete(object) release_handle(KIND_object, object)
#define FltRegisterFilter(driver, registration, slot)                                                                  \
    (unload_filter = (registration)->unload, acquire_into(KIND_filter, slot))
#define FltUnregisterFilter(filter) release_handle(KIND_filter, filter)
#define FltCreateCommunicationPort(filter, slot, ...) acquire_into(KIND_port, slot)
#define FltCloseCommunicationPort(port) release_handle(KIND_port, port)
#define FltStartFiltering(filter) (choose() ? STATUS_UNSUCCESSFUL : STATUS_SUCCESS)
#define RtlCheckRegistryKey(...) (choose() ? STATUS_UNSUCCESSFUL : STATUS_SUCCESS)
#define ExIsProcessorFeaturePresent(feature) choose()
enum { EventCategoryDeviceInterfaceChange };

/* ---- a driver ---- */

static NTSTATUS (*unload_filter)(FLT_FILTER_UNLOAD_FLAGS);
static WDF_DRIVER_CONFIG framework;
static WDF_OBJECT_ATTRIBUTES framework_driver;

static NTSTATUS WdfDriverCreate(PDRIVER_OBJECT, PUNICODE_STRING, WDF_OBJECT_ATTRIBUTES *attributes,
                                WDF_DRIVER_CONFIG *config, int)
{
    if (choose())
        return STATUS_UNSUCCESSFUL;
    framework = *config;
    framework_driver = *attributes;
    return STATUS_SUCCESS;
}

void reset(int number); /* its globals */

static void unload(struct driver_object *driver)
{
    is_unloading = true;
    if (driver->DriverUnload)
        driver->DriverUnload(driver);
    if (unload_filter)
        (void)unload_filter(0);
    if (framework.EvtDriverUnload)
        framework.EvtDriverUnload(nullptr);
}

static void run_path(int number, NTSTATUS (*entry)(PDRIVER_OBJECT, PUNICODE_STRING))
{
    struct driver_object driver = {nullptr};
    UNICODE_STRING path = {0};
    bool *left = does[LEAK];

    asked = 0;
    is_unloading = false;
    memset(is_held, 0, sizeof is_held);
    memset(was_held, 0, sizeof was_held);
    unload_filter = nullptr;
    framework = WDF_DRIVER_CONFIG();
    framework_driver = WDF_OBJECT_ATTRIBUTES();
    reset(number);
    if (NT_SUCCESS(entry(&driver, &path))) {
        unload(&driver);
        left = does[STAY];
    }
    if (framework_driver.EvtCleanupCallback) {
        framework_driver.EvtCleanupCallback(nullptr);
        is_held[KIND_object] = false; /* it goes with the driver object */
    }
    for (size_t object = 0; object < OBJECTS; object++)
        left[kind_of(object)] |= is_held[object];
}

static void run(int number, NTSTATUS (*entry)(PDRIVER_OBJECT, PUNICODE_STRING))
{
    unsigned long paths = 0;

    answers.clear();
    is_cut = false;
    memset(does, 0, sizeof does);
    do
        run_path(number, entry);
    while (go_on() && ++paths < MOST_PATHS);
    printf("%d %s", number, is_cut || paths == MOST_PATHS ? "cut" : "whole");
    for (int fault = 0; fault < FAULTS; fault++)
        for (int kind = 0; kind < KINDS; kind++)
            if (does[fault][kind])
                printf(" %s:%s", fault_names[fault], names[kind]);
    printf("\n");
}
