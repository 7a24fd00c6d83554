import { Button } from '@mantine/core'
import { Component, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from './empty-state'

interface BoundaryProps {
  readonly children: ReactNode
  /** A new value gives the part another chance, such as another page. */
  readonly resetKey: string
}

interface BoundaryState {
  readonly isBroken: boolean
}

/** Keeps a page that broke from taking the app with it, and gives a way out. */
export class ErrorBoundary extends Component<BoundaryProps, BoundaryState> {
  override state: BoundaryState = { isBroken: false }

  static getDerivedStateFromError(): BoundaryState {
    return { isBroken: true }
  }

  override componentDidUpdate(before: BoundaryProps): void {
    if (this.state.isBroken && before.resetKey !== this.props.resetKey) this.recover()
  }

  private readonly recover = (): void => this.setState({ isBroken: false })

  override render(): ReactNode {
    return this.state.isBroken ? <WayOut onRetry={this.recover} /> : this.props.children
  }
}

function WayOut({ onRetry }: { readonly onRetry: () => void }) {
  const { t } = useTranslation('common')
  return (
    <div role="alert">
      <EmptyState
        title={t('broken.title')}
        text={t('broken.text')}
        action={<Button onClick={onRetry}>{t('broken.retry')}</Button>}
      />
    </div>
  )
}

interface RefusalNoteProps {
  readonly message: string
  readonly onRetry?: () => void
}

/** What a page shows where the core refused to answer. */
export function RefusalNote({ message, onRetry }: RefusalNoteProps) {
  const { t } = useTranslation('common')
  return (
    <EmptyState
      title={t('refused')}
      text={message}
      action={
        onRetry && (
          <Button variant="default" onClick={onRetry}>
            {t('tryAgain')}
          </Button>
        )
      }
    />
  )
}
