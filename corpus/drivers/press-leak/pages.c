typedef struct {
    byte *Text;
    ULONG Size;
} page;

static page g_Pages[3];

static void PagesFree(void)
{
    page *each;

    for (each = g_Pages; each < g_Pages + count_of(g_Pages); each++) {
        if (each->Text != NULL) {
            ExFreePoolWithTag(each->Text, 'gaPp');
            each->Text = NULL;
        }
    }
}

static outcome PagesMake(void)
{
    outcome result = STATUS_SUCCESS;
    ULONG i;

    for (i = 0; i < count_of(g_Pages); i++) {
        g_Pages[i].Size = 1024u << i;
        g_Pages[i].Text = (byte *)ExAllocatePool2(POOL_FLAG_PAGED, g_Pages[i].Size, 'gaPp');
        if (g_Pages[i].Text == NULL) {
            result = STATUS_INSUFFICIENT_RESOURCES;
            PagesFree();
            break;
        }
    }
    return result;
}
