import { css } from 'lit'

/** `.skeleton`: the shape of what is being loaded, as large as that will be. Give the parent `aria-busy`. */
export const skeletonStyles = css`
  .skeleton {
    display: block;
    inline-size: 100%;
    block-size: 0.75em;
    margin-block: 0.375em;
    border-radius: var(--deskhand-radius-sm);
    background: var(--deskhand-color-skeleton);
    animation: skeleton 1.6s ease-in-out infinite;
  }

  .skeleton.round {
    inline-size: 24px;
    block-size: 24px;
    margin: 0;
    border-radius: var(--deskhand-radius-full);
  }

  .skeleton.short {
    inline-size: 40%;
  }

  @keyframes skeleton {
    50% {
      opacity: 0.5;
    }
  }

  @media (forced-colors: active) {
    .skeleton {
      border: 1px solid GrayText;
    }
  }
`
